import { replaceByPlain } from '../edits/scalar.ts';
import type { Fix, Related } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { Value } from '../yaml/value.ts';
import type { Span } from '../yaml/span.ts';

/** What there is to say of a destination's port that its service does not have. */
export interface MissingPort {
  /** The port, or the host where no port is written. */
  readonly span: Span;
  /** The ports that there are, and which of them has this one behind it. */
  readonly advice: string;
  readonly related: readonly Related[];
  readonly fix: (() => Fix) | undefined;
}

export function missingPort(destination: Value, number: number | undefined, service: Resource): MissingPort {
  const { ports } = meshServiceView(service);
  const port = destination.at('port', 'number');
  const mapped = ports.find(({ targetPort }) => targetPort === number);
  const instead = mapped ?? (ports.length === 1 ? ports[0] : undefined);
  const has = ports.map((one) => one.number).join(', ');
  return {
    span: port.exists ? port.span : destination.at('host').span,
    advice: mapped === undefined ? `Its ports are ${has === '' ? 'none' : has}.` : `${number ?? ''} is the targetPort of its port ${mapped.number}: write ${mapped.number}.`,
    related: ports.map((one) => ({ resource: service, span: one.value.span, message: `port ${one.number} of ${service.kind.kind} ${service.name ?? ''}` })),
    fix: instead === undefined || !port.exists ? undefined : () => ({ title: `Replace with ${instead.number}`, preferred: mapped !== undefined, edits: [replaceByPlain(port, instead.number)] }),
  };
}
