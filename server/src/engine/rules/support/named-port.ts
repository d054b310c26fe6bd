// How findings speak of port names that no pod declares.
import { replaceString } from '../../edits/scalar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { nearestName } from '../../text/nearest.ts';
import { podPorts } from '../../views/workload.ts';
import type { ContainerPort } from '../../views/workload.ts';
import type { Value } from '../../yaml/value.ts';

interface Declared {
  readonly workload: Resource;
  readonly port: ContainerPort;
}

/** What is wrong with the name of a port that leads to the pods of workloads; `undefined` where one of them declares it. */
export function undeclaredPort(name: Value, protocol: string, workloads: readonly Resource[], words: { readonly who: string; readonly effect: string }): Problem | undefined {
  const text = name.string;
  const declared = workloads.flatMap((workload) => podPorts(workload).ports.map((port) => ({ workload, port })));
  // Without a letter it is a number in quotes, which is refused.
  if (text === undefined || !/[a-z]/.test(text) || declared.some(({ port }) => port.name === text && port.protocol === protocol)) return undefined;
  const namesake = declared.find(({ port }) => port.name === text);
  const meant = namesake === undefined ? meantBy(text, declared.filter(({ port }) => port.protocol === protocol)) : undefined;
  const other = namesake ?? meant;
  return {
    span: name.span,
    ...(other === undefined ? {} : { related: [{ resource: other.workload, span: other.port.value.keySpan, message: `the port ${other.port.name ?? ''}` }] }),
    message: `${whoDeclares(workloads, words.who)} ${protocol} port named ${text}, so ${words.effect}. ${adviceFor(namesake, meant)}`,
    fixes: () => (meant?.port.name === undefined ? [] : [{ title: `Replace with ${meant.port.name}`, edits: [replaceString(name, meant.port.name)] }]),
  };
}

/** The port with nearly the same name, or the only one there is. */
function meantBy(name: string, declared: readonly Declared[]): Declared | undefined {
  const named = declared.filter(({ port }) => port.name !== undefined);
  const spelled = nearestName(name, named.map(({ port }) => port.name ?? ''));
  return named.find(({ port }) => port.name === spelled) ?? (named.length === 1 ? named[0] : undefined);
}

function whoDeclares(workloads: readonly Resource[], who: string): string {
  const [first] = workloads;
  return workloads.length === 1 && first !== undefined ? `${first.kind.kind} ${first.name ?? ''} declares no` : `None of the ${workloads.length} workloads ${who} declares a`;
}

function adviceFor(namesake: Declared | undefined, meant: Declared | undefined): string {
  if (namesake !== undefined) return `Its port of that name is for ${namesake.port.protocol}: write the protocol that is meant.`;
  return meant === undefined ? 'Write a name that the containers declare, or the number.' : `Did you mean ${meant.port.name ?? ''}?`;
}
