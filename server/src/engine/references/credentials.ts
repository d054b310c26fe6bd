// The Secrets that `credentialName` means, and what has to be in them (`pilot/pkg/credentials/kube/secrets.go`).
import { secret } from '../kinds/targets.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { secretKeys } from '../views/secret.ts';
import { anyInNamespace, findAnywhere, findByName } from '../workspace/indexes/by-name.ts';

/** What a proxy needs a credential for. */
export interface CredentialNeed {
  /** Its own certificate and key. */
  readonly certificate: boolean;
  /** Certificates that it checks those of others by. */
  readonly authority: boolean;
}

/** What is wrong with a credential. */
export type CredentialFlaw =
  /** No such Secret; `elsewhere` are those of that name in other namespaces. */
  | { readonly type: 'missing'; readonly elsewhere: readonly Resource[] }
  /** A Secret without the keys that are needed. */
  | { readonly type: 'keys'; readonly secret: Resource; readonly wanted: string };

/** A credential in the namespace of a proxy; `undefined` where nothing is wrong, or nothing can be said. */
export function credentialFlaw(lookup: Lookup, from: Resource, { name, namespace, need }: { readonly name: string; readonly namespace: string; readonly need: CredentialNeed }): CredentialFlaw | undefined {
  const { found, unnamed } = findByName(lookup, secret, namespace, name);
  const authorities = need.authority ? findByName(lookup, secret, namespace, `${name}-cacert`).found : [];
  const [only, ...others] = found;
  if (only !== undefined) return others.length === 0 ? missingKeys(only, need, authorities.length > 0) : undefined;
  if (unnamed || lookup.isKustomized(from) || (!need.certificate && authorities.length > 0)) return undefined;
  const elsewhere = findAnywhere(lookup, secret, name).filter((one) => one.namespace !== undefined);
  return elsewhere.length > 0 || anyInNamespace(lookup, secret, namespace, from) ? { type: 'missing', elsewhere } : undefined;
}

function missingKeys(one: Resource, { certificate, authority }: CredentialNeed, hasAuthority: boolean): CredentialFlaw | undefined {
  const keys = secretKeys(one);
  if (keys === undefined) return undefined;
  const has = (...names: readonly string[]): boolean => names.every((name) => keys.has(name));
  if (certificate && !has('cert', 'key') && !has('tls.crt', 'tls.key')) return { type: 'keys', secret: one, wanted: 'tls.crt and tls.key (or cert and key)' };
  return authority && !hasAuthority && !has('cacert') && !has('ca.crt') ? { type: 'keys', secret: one, wanted: 'ca.crt (or cacert)' } : undefined;
}
