import type { Schema } from '../../../../schemas/schema.ts';

/** What a kind is. Everything else about it (checks, hover, completion, outline) follows from this and from its schema. */
export interface Kind {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Served versions, the preferred one first. */
  readonly versions: readonly string[];
  /**
   * How the server reads it: a built-in type through Go's decoder (null is absence, wrong types fail while decoding), or
   * a custom resource against its schema (null is a value of the wrong type).
   */
  readonly decoder: 'go' | 'crd';
  /** Absent for kinds that are known only as targets of references: nothing inside them is checked. */
  readonly schema?: Schema;
  /** What the server demands of `metadata.name`. Absent where we do not check the kind. */
  readonly nameSyntax?: 'subdomain' | 'dns-1123-label' | 'dns-1035-label';
  readonly namespaced: boolean;
  /** The official page. */
  readonly docs: string;
}

/** `group/kind`, unique among the kinds. */
export function kindId(kind: Pick<Kind, 'group' | 'kind'>): string {
  return `${kind.group}/${kind.kind}`;
}

/** What may be written as its apiVersion, the preferred one first. */
export function apiVersionsOf({ group, versions }: Kind): readonly string[] {
  return versions.map((version) => (group === '' ? version : `${group}/${version}`));
}

/** The apiVersion to write for a kind. */
export function apiVersionOf(kind: Kind): string {
  return apiVersionsOf(kind)[0] ?? '';
}

/** The core group has no name and no slash. */
export function splitApiVersion(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}
