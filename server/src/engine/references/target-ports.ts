// The ports of what a host stands for.
import { service } from '../kinds/service.ts';
import type { Related } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { portsOf } from '../views/ports.ts';
import type { ServicePort } from '../views/ports.ts';
import type { ResolvedHost } from './services.ts';

/** A port that a host does not have. */
export interface UnlistedPort {
  /** The port that was almost surely meant. */
  readonly instead: number | undefined;
  /** What to write, as a sentence. */
  readonly advice: string;
  /** The ports that there are. */
  readonly related: readonly Related[];
}

/** Looks for a port of a host; `undefined` where the host has it, or may have it for all that is known. */
export function unlistedPort(resolved: ResolvedHost, number: number): UnlistedPort | undefined {
  if (mayHave(resolved, number)) return undefined;
  if (resolved.targets.some((target) => portsOf(target).ports.some((one) => one.number === number))) return undefined;
  const ports = resolved.targets.flatMap((target) => portsOf(target).ports.map((one) => ({ target, one })));
  const numbers = [...new Set(ports.map(({ one }) => one.number))].sort((a, b) => a - b);
  const mapped = ports.find(({ one }) => one.targetPort === number)?.one;
  return {
    instead: mapped?.number ?? (numbers.length === 1 ? numbers[0] : undefined),
    advice: advice(number, numbers, mapped),
    related: ports.map(({ target, one }) => ({ resource: target, span: one.at.span, message: `port ${one.number} of ${target.kind.kind} ${target.name ?? ''}` })),
  };
}

/** The ports of a host, where all of them are known. */
export function allPortsOf(resolved: ResolvedHost): readonly ServicePort[] | undefined {
  const { targets, uncertain, knownPorts } = resolved;
  // A Service without a namespace may be another one than the one that every mesh has.
  const isOther = knownPorts !== undefined && targets.some(({ namespace }) => namespace === undefined);
  return targets.length === 0 || uncertain || isOther || targets.some(isOpen) ? undefined : targets.flatMap((target) => portsOf(target).ports);
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
  return !complete || aliasOnly || target.entry.document.partial;
}
