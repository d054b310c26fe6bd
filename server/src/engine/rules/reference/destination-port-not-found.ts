import { service } from '../../kinds/service.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { resolveHost } from '../../references/services.ts';
import type { ResolvedHost } from '../../references/services.ts';
import { portsOf } from '../../views/ports.ts';
import type { ServicePort } from '../../views/ports.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101'];

export const destinationPortNotFound = referenceRule({
  id: 'destination-port-not-found',
  title: 'Port that the destination does not have',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A route names a port that its destination does not have: not a \`port\` of the Service, not a \`number\` of the ServiceEntry. Istio has no cluster for it and answers every request with 503.

It is the port of the Service that counts, never the \`targetPort\` of its pods.

**Do:** write one of the ports that the message lists, or add the port to the Service or ServiceEntry.`,
  check(resource, lookup, report) {
    for (const route of virtualServiceView(resource).routes) {
      for (const destination of route.destinations) checkPort(resource, lookup, destination, report);
    }
  },
});

function checkPort(resource: Resource, lookup: Lookup, { host, port }: Destination, report: (problem: Problem) => void): void {
  const { number } = port;
  if (host.text === undefined || number === undefined) return;
  const resolved = resolveHost(lookup, host.text, resource.namespace);
  if (mayHave(resolved, number)) return;
  const ports = resolved.targets.flatMap((target) => portsOf(target).ports.map((one) => ({ target, one })));
  if (ports.some(({ one }) => one.number === number)) return;
  const numbers = [...new Set(ports.map(({ one }) => one.number))].sort((a, b) => a - b);
  const mapped = ports.find(({ one }) => one.targetPort === number)?.one;
  const instead = mapped?.number ?? (numbers.length === 1 ? numbers[0] : undefined);
  report({
    span: port.span, codes,
    message: `${resolved.host} has no port ${number}, so requests are answered with 503. ${advice(number, numbers, mapped)}`,
    related: ports.map(({ target, one }) => ({ resource: target, span: one.at.span, message: `port ${one.number} of ${target.kind.kind} ${target.name ?? ''}` })),
    fixes: () => (instead === undefined ? [] : [{ title: `Replace by ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }]),
  });
}

/** Whether a host may have a port for all that is known of it. */
function mayHave({ targets, uncertain, knownPorts }: ResolvedHost, number: number): boolean {
  if (targets.length === 0 || uncertain || targets.some(isOpen)) return true;
  // A Service without a namespace may be another one than the one that every mesh has.
  return knownPorts?.includes(number) === true && targets.every((target) => target.namespace === undefined);
}

function advice(number: number, numbers: readonly number[], mapped: ServicePort | undefined): string {
  if (mapped !== undefined) return `${number} is the targetPort of its port ${mapped.number}: write ${mapped.number}.`;
  return numbers.length === 0 ? 'It has no ports at all: add one there.' : `It has ${numbers.length === 1 ? 'only' : 'the ports'} ${numbers.join(', ')}.`;
}

/** Whether a target may have ports that the manifest does not show. */
function isOpen(target: Resource): boolean {
  const { ports, complete } = portsOf(target);
  const aliasOnly = target.kind === service && target.root.at('spec', 'type').string === 'ExternalName' && ports.length === 0;
  return !complete || aliasOnly || target.entry.document.templated;
}
