// Hosts that the manifest of a workload names as what it calls: in variables and arguments of its containers.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { podTemplate } from './workload.ts';

export interface CalledHost {
  /** Where it is written. */
  readonly value: Value;
  readonly host: string;
  readonly scheme: 'http' | 'https' | undefined;
  /** As written; that of the scheme where none is. */
  readonly port: number | undefined;
}

/** A URL or a host, whole, or what stands behind the name of an argument. */
const named = /^(?:--?([\w.-]+)=)?(?:(https?):\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::(\d{1,5}))?(?:[/?#].*)?$/i;

/** Names of variables and arguments whose hosts are told to others, or kept from being called. */
const notCalled = /origin|cors|allow|public|extern|redirect|callback|issuer|audience|cookie|domain|deny|block|proxy|self|own|ingress/i;

/** What has requests go through a proxy of the application's own. */
const ownProxy = /^(?:https?|all)_proxy$/i;

const defaultPorts = { http: 80, https: 443 } as const;

/** None where the requests of the pods may go past their sidecars, or through a proxy of their own. */
export const calledHosts = perResource((resource: Resource): readonly CalledHost[] => {
  const template = podTemplate(resource);
  const spec = template.at('spec');
  const containers = spec.at('containers').items();
  if (resource.entry.document.partial || spec.at('hostNetwork').boolean === true || goesPast(template)) return [];
  const variables = containers.flatMap((one) => one.at('env').items());
  if (variables.some((one) => ownProxy.test(one.at('name').string ?? ''))) return [];
  const values = variables.filter((one) => !notCalled.test(one.at('name').string ?? '')).map((one) => one.at('value'));
  const words = containers.flatMap((one) => [...one.at('command').items(), ...one.at('args').items()]);
  return [...values, ...words].flatMap(hostIn);
});

/** Whether pods have no sidecar, or one that takes only a part of what they send. */
function goesPast(template: Value): boolean {
  const metadata = template.at('metadata');
  const inject = 'sidecar.istio.io/inject';
  return [metadata.at('labels', inject), metadata.at('annotations', inject)].some((one) => one.exists && one.string !== 'true')
    || metadata.at('annotations').entries().some(({ step }) => String(step).startsWith('traffic.sidecar.istio.io/'));
}

function hostIn(value: Value): readonly CalledHost[] {
  const [, argument = '', scheme, host, port] = named.exec(value.string ?? '') ?? [];
  if (host === undefined || notCalled.test(argument)) return [];
  const lower = scheme?.toLowerCase();
  const known = lower === 'http' || lower === 'https' ? lower : undefined;
  return [{ value, host: host.toLowerCase(), scheme: known, port: port === undefined ? (known === undefined ? undefined : defaultPorts[known]) : Number(port) }];
}
