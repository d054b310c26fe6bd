import type { ParsedDocument, Value } from '../yaml/value.ts';
import type { Kind } from './kind.ts';

/**
 * A document in its file. What changes here is where it stands and what a kustomization makes of it; the document itself does
 * not, so that whatever was found out about it stays valid.
 */
export interface DocumentEntry {
  readonly uri: string;
  /** Position among the documents of the file, from 0. */
  index: number;
  /** Where the document's text starts in the file. */
  offset: number;
  readonly document: ParsedDocument;
  readonly resources: readonly Resource[];
  /** Whether the document is one of ours or claims to be; what is not gets no findings at all. */
  readonly ours: boolean;
  /** Whether a kustomization applies the file as a patch, or a test asserts what it says, so that it holds parts of resources. Changes with the kustomization. */
  isPatch: boolean;
}

/** One Kubernetes object: a document, or an item of a `List`. */
export interface Resource {
  readonly entry: DocumentEntry;
  readonly root: Value;
  readonly kind: Kind;
  /** The version part of `apiVersion`. */
  readonly version: string;
  /** `metadata.namespace`, or the namespace that settings give. `undefined` is unknown and matches any. */
  readonly namespace: string | undefined;
  /** Whether the manifest itself names the namespace. */
  readonly namespaceWritten: boolean;
  /** `metadata.name`; `undefined` where it is absent or a placeholder. */
  readonly name: string | undefined;
  /** What was worked out about it, by the number of the memo: it goes when the resource does. */
  readonly kept: unknown[];
}

/** `namespace/name`; `name` where the namespace is not known. */
export function qualifiedName({ namespace, name = '?' }: Pick<Resource, 'namespace' | 'name'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
