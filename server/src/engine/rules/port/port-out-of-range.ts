import { highestPort, isPortNumber } from '../../fields/port.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { service } from '../../kinds/service.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { FieldSite } from '../../schema/problem.ts';
import { textPorts } from '../../workspace/sites.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';

export const portOutOfRange = resourceRule({
  id: 'port-out-of-range',
  title: 'No such port number',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  docs: `Port numbers go from 1 to 65535. What happens to another number depends on the place:

- Network policies, Services and nearly all of Istio's fields: the object is refused. That includes 0, except where 0 is how "absent" is written (\`targetPort\` and \`healthCheckNodePort\` of a Service, a listener of a Gateway or Sidecar on a \`unix://\` socket, which must not have a port).
- \`match[].port: 0\` of a VirtualService is accepted and means "any port", \`redirect.port: 0\` "the same port".
- \`portLevelSettings[].port.number\` of a DestinationRule is not checked by anyone; a number that is no port makes the settings apply to nothing.
- \`ports\` of an AuthorizationPolicy, and values of the condition \`destination.port\`, are port numbers written as strings. Names of ports are refused; "0" is accepted and matches nothing.

**Do:** write a number from 1 to 65535. To allow all ports, leave the field out.`,
  check(resource, report) {
    for (const site of fieldsOf(resource, 'port')) {
      const { number } = site.value;
      const problem = number === undefined ? undefined : judges.get(resource.kind)?.(site, number) ?? anywhere(site, number);
      if (problem !== undefined && problem !== 'fine') report({ span: site.value.span, ...codeOf(problem, resource), ...problem });
    }
    for (const value of textPorts(resource)) {
      const problem = value.string === undefined ? undefined : textProblem(value.string);
      if (problem !== undefined) report({ span: value.span, ...codeOf(problem, resource), ...problem });
    }
    for (const port of withoutNumber(resource)) report({ span: port.keySpan, ...istioValidationCode(resource), admission: 'rejected', message: 'This port has no number, which counts as 0, and the object is refused. Write a number from 1 to 65535.' });
  },
});

type Found = Omit<Problem, 'span'>;
/** What a kind says of a number; 'fine' where the number is good, `undefined` where the kind has nothing special to say. */
type Judge = (site: FieldSite, number: number) => Found | 'fine' | undefined;

function codeOf(problem: Found, resource: Resource): Pick<Problem, 'codes'> {
  return problem.admission === 'rejected' ? istioValidationCode(resource) : {};
}

function anywhere({ value }: FieldSite, number: number): Found | undefined {
  if (isPortNumber(number)) return undefined;
  return { admission: 'rejected', message: `${value.source} is not a port number: they go from 1 to ${highestPort}. The object is refused. Write one of them.` };
}

const judges: ReadonlyMap<Kind, Judge> = new Map<Kind, Judge>([
  // Beside a named port or none, the end of a range has a graver flaw: see endport-invalid.
  [networkPolicy, ({ value }) => (value.step === 'endPort' && value.parent?.at('port').number === undefined ? 'fine' : undefined)],
  [service, ({ value }, number) => (number === 0 && value.step !== 'port' ? 'fine' : undefined)],
  [gateway, ({ value }, number) => onSocket(value.parent?.parent?.at('bind'), number)],
  [sidecar, ({ value }, number) => (value.path[1] === 'egress' ? onSocket(value.parent?.parent?.at('bind'), number) : undefined) ?? sidecarZero(number)],
  [virtualService, ({ value }, number) => (number === 0 && value.step === 'port' ? routeZero(value) : undefined)],
  [destinationRule, ({ value }, number) => (value.parent?.step === 'port' ? portLevel(number) : undefined)],
]);

/** Port 0 of a match or a redirect. */
function routeZero({ parent }: Value): Found | undefined {
  if (typeof parent?.step === 'number') return { severity: 'warning', message: 'Port 0 counts as absent, so this matches every port. Write the port, or delete the field.' };
  return parent?.step === 'redirect' ? { severity: 'warning', message: 'Port 0 counts as absent: the answer points at the port that the request came to. Write the port, or delete the field.' } : undefined;
}

function sidecarZero(number: number): Found | undefined {
  return number === 0 ? { admission: 'rejected', message: 'Port 0 is possible only for an egress listener that is bound to a unix:// socket. Istio refuses the Sidecar. Write a number from 1 to 65535.' } : undefined;
}

/** A listener on a Unix socket has no port. */
function onSocket(bind: Value | undefined, number: number): Found | 'fine' | undefined {
  if (bind?.type === 'unknown') return 'fine';
  if (bind?.string?.startsWith('unix://') !== true) return undefined;
  return number === 0 ? 'fine' : { admission: 'rejected', message: `A listener on a Unix socket has no port, but this one says ${number}. Istio refuses the object. Write 0, or delete bind.` };
}

/** The widest number that the CRD takes. */
const largestUint32 = 4294967295;

function portLevel(number: number): Found | 'fine' | undefined {
  if (isPortNumber(number)) return 'fine';
  if (number < 0 || number > largestUint32) return undefined;
  return { severity: 'warning', message: `No service has port ${number}, so these settings never apply. Istio accepts it all the same. Write the port of the service that they are for.` };
}

function textProblem(text: string): Found | undefined {
  if (/^[0-9]+$/.test(text) && Number(text) <= highestPort) {
    return Number(text) > 0 ? undefined : { severity: 'warning', message: 'No connection has port 0, so this matches nothing. Istio accepts it all the same. Write a number from 1 to 65535.' };
  }
  const flaw = text === '' ? 'An empty string is not a port number' : `"${text}" is not a port number from 1 to ${highestPort}`;
  const advice = /^[0-9]+-[0-9]+$/.test(text) ? 'Ranges are not possible: list the ports.' : /[a-z]/i.test(text) ? 'Names of ports are not possible: write the number, as a string.' : 'Write the number, as a string.';
  return { admission: 'rejected', message: `${flaw}. Istio refuses the policy. ${advice}` };
}

/** Ports that are there but have no number, which Go reads as 0. */
function withoutNumber({ root, kind }: Resource): readonly Value[] {
  const spec = root.at('spec');
  const lacking = (port: Value): boolean => port.type === 'map' && !port.at('number').exists && !port.hasUnknownEntries;
  if (kind === sidecar) {
    const egress = spec.at('egress').items().filter((listener) => lacking(listener.at('port')) && !isSocket(listener.at('bind')));
    return [...egress, ...spec.at('ingress').items().filter((listener) => lacking(listener.at('port')))].map((listener) => listener.at('port'));
  }
  if (kind === service) return spec.at('ports').items().map((entry) => (entry.type === 'null' ? entry : entry.at('port'))).filter((port) => port.type === 'null');
  return kind === virtualService ? destinationPorts(spec).filter(lacking) : [];
}

function isSocket(bind: Value): boolean {
  return bind.type === 'unknown' || bind.string?.startsWith('unix://') === true;
}

function destinationPorts(spec: Value): readonly Value[] {
  const routes = ['http', 'tls', 'tcp'].flatMap((block) => spec.at(block).items());
  return routes.flatMap((route) => [...route.at('route').items(), ...route.at('mirrors').items()].map((target) => target.at('destination', 'port')).concat(route.at('mirror', 'port')));
}
