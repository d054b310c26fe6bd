import { replaceString } from '../../edits/scalar.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import { parseAddress } from '../../net/address.ts';
import type { Family } from '../../net/family.ts';
import { isAbsent, serviceView } from '../../views/service.ts';
import type { ServiceView } from '../../views/service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const svcClusterIps = resourceRule({
  id: 'svc-cluster-ips',
  title: 'Addresses of a Service that do not fit together',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `\`clusterIP\` is the Service's first address, and \`clusterIPs\` lists all: one, or one IPv4 and one IPv6. The API server refuses:

- \`clusterIPs\` without \`clusterIP\`, or with another first address than \`clusterIP\`,
- more than two addresses, or two of one family,
- \`None\` (no address, a headless Service) beside an address, or in another spelling,
- an address of another family than the same place of \`ipFamilies\` says.

Mostly both fields are best left out: the server chooses the addresses.

**Do:** write \`clusterIP\` alone, or make the first of \`clusterIPs\` the same.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type === undefined || view.type === 'ExternalName') return;
    for (const problem of [...headlessFlaws(view), ...pairFlaws(view), ...listFlaws(view)]) {
      report({ admission: 'rejected', ...problem, message: `${problem.message} The API server refuses the Service.` });
    }
  },
});

type Flaw = Pick<Problem, 'span' | 'message' | 'fixes'>;

function headlessFlaws({ clusterIPs }: ServiceView): readonly Flaw[] {
  return clusterIPs.filter(({ string }) => string !== undefined && string !== 'None' && /^none$/i.test(string)).map((at) => ({
    span: at.span, message: `A Service without an address is written None, not ${at.source}.`,
    fixes: () => [{ title: 'Replace with None', preferred: true, edits: [replaceString(at, 'None')] }],
  }));
}

/** What `clusterIP` and the first of `clusterIPs` have against each other. */
function pairFlaws({ spec }: ServiceView): readonly Flaw[] {
  const single = spec.at('clusterIP');
  const [first] = spec.at('clusterIPs').items();
  if (first === undefined || single.type === 'unknown' || first.type === 'unknown') return [];
  if (isAbsent(single)) return [{ span: spec.at('clusterIPs').keySpan, message: 'clusterIPs is set and clusterIP is not, but the first address must stand in both. Write clusterIP, or delete clusterIPs.' }];
  if (first.string === single.string) return [];
  return [{
    span: first.span, message: `The first of clusterIPs must be the address of clusterIP, ${single.source}. Make them the same.`,
    fixes: () => (single.string === undefined || first.type !== 'string' ? [] : [{ title: `Replace with ${single.string}`, edits: [replaceString(first, single.string)] }]),
  }];
}

function listFlaws({ spec, clusterIPs }: ServiceView): readonly Flaw[] {
  const list = spec.at('clusterIPs');
  const none = clusterIPs.findLast(({ string }) => string === 'None');
  if (none !== undefined) return clusterIPs.length > 1 ? [{ span: none.span, message: 'None means no address and cannot stand beside another one. Write None alone, or delete it.' }] : [];
  if (clusterIPs.length > 2) return [{ span: list.keySpan, message: `A Service has one address, or one IPv4 and one IPv6, and here are ${clusterIPs.length}. Delete some.` }];
  const families = clusterIPs.map(familyOf);
  if (families.includes(undefined)) return [];
  if (families.length === 2 && families[0] === families[1]) return [{ span: list.keySpan, message: `Both addresses are IPv${String(families[0])}, and a Service has one of each family. Delete one.` }];
  return clusterIPs.flatMap((at, index) => familyFlaw(at, families[index], spec.at('ipFamilies').items()[index]));
}

function familyFlaw(at: Value, family: Family | undefined, wanted: Value | undefined): readonly Flaw[] {
  if (wanted?.string !== 'IPv4' && wanted?.string !== 'IPv6') return [];
  if (wanted.string === `IPv${String(family)}`) return [];
  return [{ span: at.span, message: `${at.source} is IPv${String(family)}, but ipFamilies has ${wanted.string} in this place. Write an address of that family, or delete ipFamilies.` }];
}

/** The family as Kubernetes sees it: a mapped address is IPv4. */
function familyOf({ string }: Value): Family | undefined {
  const reading = string === undefined ? undefined : parseAddress(string);
  if (reading?.ok !== true) return undefined;
  return reading.ipv4Mapped ? 4 : reading.family;
}
