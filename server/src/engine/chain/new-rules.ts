// Rules that a way out lacks, as a fix writes them.
import { addField, addFieldBefore, appendData, prependData } from '../edits/data.ts';
import { fixOf } from '../edits/fix.ts';
import { deleteEntry, renameKey } from '../edits/map.ts';
import { moveInto } from '../edits/move.ts';
import type { DataMap } from '../edits/style.ts';
import type { Edit, Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { mesh } from '../references/gateways.ts';
import { serverTakes } from '../references/servers.ts';
import { servicesFor } from '../references/service-pods.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import type { Server } from '../trace/server.ts';
import { gatewayView } from '../views/gateway.ts';
import type { RouteBlock } from '../views/gateway.ts';
import { portsOf } from '../views/ports.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { Value } from '../yaml/value.ts';
import type { Case } from './model.ts';

/** A rule that leads requests for a host and port which one kind of proxies sees to a destination. */
export function ruleFor(block: RouteBlock, at: { readonly gateway: string; readonly port: number }, host: string, destination: DataMap): DataMap {
  return { match: [{ gateways: [at.gateway], port: at.port, ...(block === 'tls' ? { sniHosts: [host] } : {}) }], route: [{ destination }] };
}

/** The fix that leads requests of sidecars to the gateway, before all other rules; `undefined` where it is not clear by which Service. */
export function meshRule(of: Case, block: RouteBlock, also: (() => Edit | undefined) | undefined): (() => readonly Fix[]) | undefined {
  const { subject: { resource }, request } = of;
  const destination = entranceOf(of, block);
  if (destination === undefined) return undefined;
  const rule = ruleFor(block, { gateway: mesh, port: request.port }, request.host, destination);
  return () => fixOf(`Add a rule that leads to ${destination.host}`, [...(also === undefined ? [] : [also()]), prependData(resource.root.at('spec', block), rule)]);
}

type Entrance = DataMap & { readonly host: string };

/** The Service of the gateway's pods, and its port that leads to the server for the request. */
function entranceOf({ subject: { lookup, attached, resource, world }, request }: Case, block: RouteBlock): Entrance | undefined {
  const takers = attached.flatMap((gateway) => gatewayView(gateway).servers.filter((server) => server.reads === block && serverTakes(server, request.host, gateway, resource, lookup)).map(({ port }) => ({ gateway, port })));
  const [taker, ...others] = takers;
  if (taker === undefined || others.length > 0) return undefined;
  const { workloads, uncertain } = workloadsSelectedBy(lookup, gatewayView(taker.gateway).selector.labels);
  const [service, ...more] = [...new Set(workloads.flatMap((workload) => servicesFor(lookup, workload)))];
  if (uncertain || service?.name === undefined || more.length > 0) return undefined;
  const [port, ...further] = portsOf(service).ports.filter(({ number, targetPort }) => number === taker.port || targetPort === taker.port);
  if (port === undefined || further.length > 0) return undefined;
  return { host: `${service.name}.${world.namespaceOf(service)}.svc.${world.clusterDomain}`, port: { number: port.number } };
}

/** What the gateway's rule for a request is to be: it leads to the host on the port that the application calls. */
export function gatewayRule({ request: { host, port }, entry, subject: { virtualService } }: Case, block: RouteBlock, { gateway, number }: Server): DataMap | undefined {
  const isClear = entry !== undefined && !host.includes('*') && (block === 'tls' || virtualService.hosts.length === 1);
  return isClear ? ruleFor(block, { gateway, port: number }, host, { host, port: { number: port } }) : undefined;
}

/** Adds a rule behind those of a block, which need not be there yet. */
export function addRule(spec: Value, block: RouteBlock, rule: DataMap): Edit | undefined {
  return spec.at(block).exists ? appendData(spec.at(block), rule) : addField(spec, block, [rule]);
}

/** What a match may ask for, whatever the block. */
const common: ReadonlySet<unknown> = new Set(['gateways', 'port', 'sourceLabels', 'sourceNamespace', 'sniHosts', 'name']);

/** Writes a rule under another block, where it says nothing that only its own can. */
export function moveRule(resource: Resource, rule: Value, to: RouteBlock): readonly Fix[] {
  const list = rule.parent;
  const target = resource.root.at('spec', to);
  const inner = converted(resource, rule, to);
  if (list === undefined || inner === undefined || rule.isAlias) return [];
  return fixOf(`Write it under ${to}`, !target.exists && list.items().length === 1 ? [renameKey(list, to), ...inner] : moveInto(rule, target, inner));
}

/** Writes all rules of a block under another one that is not there yet. */
export function moveBlock(resource: Resource, from: RouteBlock, to: RouteBlock): readonly Fix[] {
  const list = resource.root.at('spec', from);
  const inner = list.items().map((rule) => (rule.isAlias ? undefined : converted(resource, rule, to)));
  return resource.root.at('spec', to).exists || inner.includes(undefined) ? [] : fixOf(`Write the rules under ${to}`, [renameKey(list, to), ...inner.flatMap((edits) => edits ?? [])]);
}

/** What is to be changed in a rule; `undefined` where it cannot stand in another block. */
function converted(resource: Resource, rule: Value, to: RouteBlock): readonly Edit[] | undefined {
  const hosts = virtualServiceView(resource).hosts.map(({ text }) => text ?? '*');
  const matches = rule.at('match').items();
  const isPlain = rule.entries().every(({ step }) => step === 'match' || step === 'route' || step === 'name')
    && rule.at('route').items().every((one) => one.entries().every(({ step }) => step === 'destination' || step === 'weight'))
    && matches.every((match) => match.entries().every(({ step }) => common.has(step)));
  if (!isPlain || (to === 'tls' && hosts.includes('*'))) return undefined;
  const [first] = rule.entries();
  const names = [rule, ...matches].map((one) => one.at('name')).filter(({ exists }) => exists).map(deleteEntry);
  const added = matches.length === 0 && first !== undefined ? [addFieldBefore(first, 'match', [{ sniHosts: hosts }])] : matches.map((match) => addField(match, 'sniHosts', hosts));
  const edits = [...(to === 'http' ? [] : names), ...(to === 'tls' ? added : matches.map((match) => match.at('sniHosts')).filter(({ exists }) => exists).map(deleteEntry))];
  const whole = edits.filter((edit) => edit !== undefined);
  return whole.length === edits.length ? whole : undefined;
}
