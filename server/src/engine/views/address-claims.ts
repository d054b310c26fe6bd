// The connections that a ServiceEntry takes by their address rather than by a host.
import { validCidrOf } from '../fields/cidr.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { cidrDialects } from '../net/dialect.ts';
import { widthOf } from '../net/family.ts';
import { rangeOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import type { Value } from '../yaml/value.ts';
import { meshServiceView } from './mesh-service.ts';
import type { MeshPort } from './mesh-service.ts';

export interface AddressClaim {
  readonly range: CidrRange;
  /** Where the address is written. */
  readonly value: Value;
  readonly port: MeshPort;
  /** Nothing but the address tells its connections apart; those of TLS name their host as well. */
  readonly opaque: boolean;
}

/** The claims of a ServiceEntry, by the key under which those that overlap are found. HTTP is told apart by its host. */
export const addressClaims = perResource((resource: Resource): ReadonlyMap<string, readonly AddressClaim[]> => {
  const claims = new Map<string, AddressClaim[]>();
  const ports = meshServiceView(resource).ports.filter(({ kind }) => kind !== 'http' && kind !== 'udp');
  if (ports.length === 0) return claims;
  for (const value of resource.root.at('spec', 'addresses').items()) {
    const range = validCidrOf({ value, dialect: cidrDialects.istio })?.range;
    if (range === undefined) continue;
    for (const port of ports) {
      const opaque = port.kind !== 'tls';
      const key = claimKey(opaque, port.number, bucketsOf(range)[0]);
      const list = claims.get(key);
      if (list === undefined) claims.set(key, [{ range, value, port, opaque }]);
      else list.push({ range, value, port, opaque });
    }
  }
  return claims;
});

/** The keys under which what overlaps a claim and is not narrower is found. Claims of TLS alone do not touch one another. */
export function keysAround({ range, port, opaque }: AddressClaim): readonly string[] {
  const kinds = opaque ? [true, false] : [true];
  return kinds.flatMap((kind) => bucketsOf(range).map((bucket) => claimKey(kind, port.number, bucket)));
}

function claimKey(opaque: boolean, port: number, bucket: string): string {
  return `${opaque ? 'tcp' : 'tls'} ${port} ${bucket}`;
}

/**
 * The block of a fixed size that a range lies in, and the coarser ones around it, the last for what is wider than all of them:
 * few ranges share one, so that an edit concerns few others.
 */
function bucketsOf({ family, first, prefix }: CidrRange): readonly [string, ...string[]] {
  const sizes = widthOf(family) === 32 ? [24, 16] : [64, 32];
  const around = sizes.filter((size) => prefix >= size).map((size) => rangeOf(family, first, size).text);
  const [own, ...more] = around;
  const rest = `wide ${family}`;
  return own === undefined ? [rest] : [own, ...more, rest];
}
