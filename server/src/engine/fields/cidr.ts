// What a field that means a CIDR (`x-egress: cidr:…`) holds: its grammar, its reading, and how strict the server is with it.
import type { Admission, Severity } from '../model/finding.ts';
import { parseCidr } from '../net/cidr.ts';
import type { CidrResult } from '../net/cidr.ts';
import { cidrDialects, lenient } from '../net/dialect.ts';
import type { CidrDialect } from '../net/dialect.ts';
import type { CidrReading } from '../net/read.ts';
import type { FieldSite } from '../schema/problem.ts';
import type { ParsedDocument, Value } from '../yaml/value.ts';

/** A value that means a CIDR (or an address, as its grammar has it). */
export interface CidrSite {
  readonly value: Value;
  readonly dialect: CidrDialect;
}

const dialects: Readonly<Record<string, CidrDialect>> = cidrDialects;

/** The site of a field; `undefined` where the schema names no grammar that we know. */
export function cidrSite({ value, meaning, dialect }: FieldSite): CidrSite | undefined {
  const known = meaning === 'cidr' ? dialects[dialect] : undefined;
  return known === undefined ? undefined : { value, dialect: known };
}

/** By document, because a weak map of all values would cost the collector of garbage more than reading them does. */
const readings = new WeakMap<ParsedDocument, Map<Value, CidrResult>>();

/** What the value means; `undefined` where it is no string or holds a placeholder. Read once for each value. */
export function cidrOf({ value, dialect }: CidrSite): CidrResult | undefined {
  const text = value.string;
  if (text === undefined) return undefined;
  let ofDocument = readings.get(value.document);
  if (ofDocument === undefined) readings.set(value.document, (ofDocument = new Map<Value, CidrResult>()));
  let result = ofDocument.get(value);
  if (result === undefined) ofDocument.set(value, (result = parseCidr(text, dialect)));
  return result;
}

/** The reading of a value that its grammar accepts. */
export function validCidrOf(site: CidrSite): CidrReading | undefined {
  const result = cidrOf(site);
  return result?.ok === true ? result : undefined;
}

/**
 * Whether texts of ranges say one thing each. With host bits a range may mean one address alone, so what it makes superfluous
 * is for a person to decide, and no fix for all files to delete.
 */
export function areUnambiguous(texts: readonly string[]): boolean {
  return texts.every((text) => {
    const result = parseCidr(text, lenient);
    return result.ok && !result.facts.hostBits;
  });
}

/** What the server says of a spelling that can be understood but is not the one canonical text. */
export interface Strictness {
  readonly severity: Severity;
  readonly admission?: Admission;
}

/** Kubernetes refuses ambiguous CIDRs by default (`StrictIPCIDRValidation`). */
const strictSince = 36;
/** Kubernetes warns of them: in Services since 1.27, in network policies since 1.33. */
const warnsSince: Readonly<Record<string, number>> = { 'ipblock': 33, 'source-ranges': 27, 'legacy-ip': 27, 'load-balancer-ip': 27 };

/** Whether the server refuses anything in this field, at whatever version: it takes every `loadBalancerIP`. */
export function isEverRefused({ dialect }: Pick<CidrSite, 'dialect'>): boolean {
  return dialect.id !== 'load-balancer-ip';
}

/** Whether the field is one of Kubernetes' own, which the version of the cluster decides about. */
export function isKubernetesCidr({ dialect }: CidrSite): boolean {
  return warnsSince[dialect.id] !== undefined;
}

/** How host bits, superfluous zeros and IPv4-mapped addresses in this field are taken. Istio never says a word. */
export function strictnessOf(site: Pick<CidrSite, 'dialect'>, kubernetesMinor: number): Strictness {
  const warns = warnsSince[site.dialect.id];
  if (warns === undefined) return { severity: 'warning' };
  if (kubernetesMinor >= strictSince && isEverRefused(site)) return { severity: 'error', admission: 'rejected' };
  return kubernetesMinor >= warns ? { severity: 'warning', admission: 'warned' } : { severity: 'warning' };
}
