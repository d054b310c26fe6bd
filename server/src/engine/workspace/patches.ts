import { plainUri } from '../text/uri.ts';
import { patchedFiles } from './kustomization.ts';

/** Which files hold parts of objects: those that the kustomizations of a workspace apply as patches, and what tests assert. */
export interface Patches {
  /** Takes in what a kustomization says now (`undefined`: it is gone); gives the files for which that may change something. */
  read(kustomization: string, text: string | undefined): readonly string[];
  /** Remembers a file, so that it is found however its URI is escaped. */
  meet(uri: string): void;
  has(uri: string): boolean;
}

/**
 * Files that say what of an object must be there, or must not, as tests with KUTTL and Chainsaw name them: `01-assert.yaml`,
 * `application-assert.yaml`, `01-errors.yaml`. Like a patch they hold a part of an object, and are not applied by themselves.
 */
const assertion = /(?:[/_-]assert|\/\d+-errors?)\.ya?ml$/;

export function createPatches(): Patches {
  const patchedBy = new Map<string, Set<string>>();
  const patchesOf = new Map<string, readonly string[]>();
  const written = new Map<string, string>();
  return {
    read(kustomization, text) {
      const before = patchesOf.get(kustomization) ?? [];
      const after = text === undefined ? [] : patchedFiles(kustomization, text);
      patchesOf.set(kustomization, after);
      for (const file of before) patchedBy.get(file)?.delete(kustomization);
      for (const file of after) patchedBy.set(file, (patchedBy.get(file) ?? new Set<string>()).add(kustomization));
      return [...new Set([...before, ...after])].map((file) => written.get(file)).filter((uri) => uri !== undefined);
    },
    meet(uri) {
      written.set(plainUri(uri), uri);
    },
    has: (uri) => assertion.test(uri) || (patchedBy.get(plainUri(uri))?.size ?? 0) > 0,
  };
}
