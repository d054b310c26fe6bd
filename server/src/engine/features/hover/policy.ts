// What a network policy does, in words and as a table: on its name, its directions, `policyTypes` and `except`.
import { networkPolicy } from '../../kinds/network-policy.ts';
import { networkList, describeAddresses, describePorts } from '../../net/summary.ts';
import { allPorts, coversPorts, portsIntersect, portsOf, unionPorts } from '../../net/port-set.ts';
import type { PortSet } from '../../net/port-set.ts';
import { hasNoAddresses, networksOf, unionAddresses } from '../../net/address-set.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { Direction, Peer, PolicyModel, PolicyRuleModel } from '../../policy/model.ts';
import type { Requirement, Selector } from '../../policy/selector.ts';
import type { Lookup } from '../../model/rule.ts';
import { readSelector } from '../../policy/selector.ts';
import { namespaceManifests, namespacesOf, podsOfPeer } from '../../references/peers.ts';
import { podsSelected } from '../../references/pods.ts';
import type { Pods } from '../../references/pods.ts';
import { allWorkloads } from '../../workspace/indexes/by-label.ts';
import type { FieldPlace } from '../locate.ts';
import { capped, code, counted, paragraphs, table } from '../markdown.ts';
import { describeCidrValue } from './cidr.ts';
import { enumerated } from '../../text/words.ts';

const shownRows = 12;
const shownBlocks = 8;

/** What the policy around a place does, where the place stands for the policy or a direction of it. */
export function describePolicy(place: FieldPlace, lookup: Lookup): string | undefined {
  const model = place.resource.kind === networkPolicy ? policyModel(place.resource) : undefined;
  if (model === undefined) return undefined;
  const where = place.path.filter((step) => typeof step === 'string').join('.');
  if (where === 'spec.policyTypes') return isolatedDirections(model);
  return place.on === 'key' ? ofKey(where, place, model, lookup) : ofValue(where, model, lookup);
}

function ofKey(where: string, place: FieldPlace, model: PolicyModel, lookup: Lookup): string | undefined {
  if (where === 'spec.egress') return direction(model, 'egress', lookup);
  if (where === 'spec.ingress') return direction(model, 'ingress', lookup);
  if (where.endsWith('podSelector') || where.endsWith('namespaceSelector')) return podsOfSelector(place, model, lookup);
  return where.endsWith('.except') ? remainder(place) : undefined;
}

function ofValue(where: string, model: PolicyModel, lookup: Lookup): string | undefined {
  return where === 'metadata.name' ? paragraphs(direction(model, 'egress', lookup), model.isolates.ingress ? isolatedDirections(model) : undefined) : undefined;
}

/** What is left of a block: on the word `except`, as on the block itself. */
function remainder({ value }: FieldPlace): string | undefined {
  const block = value.parent?.at('cidr');
  return block === undefined ? undefined : describeCidrValue(block, 'ipblock');
}

const words = {
  egress: { lets: 'lets out', peer: 'To', from: 'leave', nothing: 'Nothing may leave these pods, not even a DNS query, unless another policy lets it out.' },
  ingress: { lets: 'lets in', peer: 'From', from: 'reach', nothing: 'Nothing may reach these pods, unless another policy lets it in.' },
} as const;

/** The pods of the workspace that a selector takes: the policy's own, or that of a peer together with the other one there. */
function podsOfSelector({ value, resource }: FieldPlace, model: PolicyModel, lookup: Lookup): string | undefined {
  if (value.type === 'unknown') return undefined;
  const peer = model.rules.flatMap(({ peers }) => peers).find((one) => one.type === 'selector' && one.value === value.parent);
  if (peer?.type !== 'selector') return podsText(lookup, podsSelected(lookup, resource.namespace, readSelector(value)));
  const selected = podsText(lookup, podsOfPeer(lookup, resource, peer));
  const namespaces = value.step === 'namespaceSelector' && namespaceManifests(lookup).length > 0 ? namespacesOf(lookup, resource, peer) : undefined;
  if (namespaces === undefined) return selected;
  if (namespaces.length === 0) return 'No Namespace in this workspace has such labels.';
  return paragraphs(`**Namespaces**: ${enumerated(capped(namespaces.map((name) => code(name ?? '?')), shownWorkloads))}.`, selected);
}

const shownWorkloads = 6;

/** The workloads of the workspace that were found; `undefined` where nothing can be said of them. */
function podsText(lookup: Lookup, { workloads, uncertain }: Pods): string | undefined {
  if (workloads.length === 0) return uncertain || !lookup.any(allWorkloads, '*') ? undefined : 'No workload in this workspace has such pods.';
  const names = workloads.map((one) => `${one.kind.kind} ${code(one.namespace === undefined ? one.name ?? '?' : `${one.namespace}/${one.name ?? '?'}`)}`);
  return `**In this workspace**: ${enumerated(capped(names, shownWorkloads))}.`;
}

function direction(model: PolicyModel, of: Direction, lookup: Lookup): string {
  const subject = subjectText(model);
  if (!model.isolates[of]) {
    const dead = model.rules.some((rule) => rule.direction === of);
    return `This policy does not isolate ${of}: everything may ${words[of].from} ${subject} as far as it is concerned.${dead ? ` Its ${of} rules have no effect, because \`policyTypes\` does not name ${of === 'egress' ? '`Egress`' : '`Ingress`'}.` : ''}`;
  }
  const rules = rulesInForce(model, of);
  const here = model.podSelector === undefined ? undefined : podsText(lookup, podsSelected(lookup, model.resource.namespace, model.podSelector));
  const head = paragraphs(`**What this policy ${words[of].lets}** — ${subject}`, here);
  if (rules.length === 0) return paragraphs(head, words[of].nothing);
  return paragraphs(head, rowsText(rules, of), totals(rules), denied(rules, of, model.complete[of]));
}

function subjectText({ podSelector, resource: { namespace } }: PolicyModel): string {
  const where = namespace === undefined ? 'of its namespace' : `in namespace ${code(namespace)}`;
  return podSelector === undefined || podSelector.requirements.length === 0 ? `all pods ${where}` : `pods with ${selectorText(podSelector)} ${where}`;
}

function rowsText(rules: readonly PolicyRuleModel[], of: Direction): string {
  const rows = rules.flatMap((rule) => {
    const ports = rule.ports === undefined ? 'not known here' : portsText(rule.ports);
    if (rule.anywhere) return [[of === 'egress' ? 'anywhere' : 'anybody', ports] as const];
    return rule.peers.map((peer) => [peerText(peer), ports] as const);
  });
  const more = rows.length - shownRows;
  return paragraphs(table([words[of].peer, 'Ports'], rows.slice(0, shownRows)), more > 0 ? `… and ${counted(more, 'more line')}` : undefined);
}

function portsText(ports: PortSet): string {
  return ports === allPorts || ports.all ? 'all' : describePorts(ports);
}

function peerText(peer: Peer): string {
  switch (peer.type) {
    case 'unknown':
      return 'not known here';
    case 'block': {
      const holes = peer.excepts.map(({ range }) => code(range.text));
      return `${code(peer.range.text)}${holes.length === 0 ? '' : ` except ${enumerated(holes.length > 4 ? [...holes.slice(0, 4), `${holes.length - 4} more`] : holes)}`}`;
    }
    case 'selector':
      return `${peer.pods === undefined || peer.pods.requirements.length === 0 ? 'all pods' : `pods with ${selectorText(peer.pods)}`} ${namespacesText(peer.namespaces)}`;
  }
}

function namespacesText(namespaces: Selector | undefined): string {
  if (namespaces === undefined) return 'of this namespace';
  return namespaces.requirements.length === 0 ? 'of all namespaces' : `of namespaces with ${selectorText(namespaces)}`;
}

function selectorText({ requirements }: Selector): string {
  return enumerated(requirements.map(requirementText));
}

function requirementText({ key, operator, values }: Requirement): string {
  const list = [...values];
  switch (operator) {
    case 'In':
      return list.length === 1 ? code(`${key}=${list[0] ?? ''}`) : code(`${key} in (${list.join(', ')})`);
    case 'NotIn':
      return code(`${key} not in (${list.join(', ')})`);
    case 'Exists':
      return code(key);
    case 'DoesNotExist':
      return `no ${code(key)}`;
  }
}

/** The addresses of all rules together, where there are several blocks to add up. */
function totals(rules: readonly PolicyRuleModel[]): string | undefined {
  const blocks = rules.flatMap((rule) => rule.peers).filter((peer) => peer.type === 'block');
  if (blocks.length < 2 && blocks.every((peer) => peer.excepts.length === 0)) return undefined;
  const all = unionAddresses(...blocks.map((peer) => peer.addresses));
  if (hasNoAddresses(all)) return 'Its address blocks, less their exceptions, hold no address.';
  const { shown, more } = networkList(all, shownBlocks);
  const rest = more ? `, and ${counted(networksOf(all).length - shown.length, 'more block')}` : '';
  return `**Its address blocks together**, on one port or another: ${describeAddresses(all)} — ${shown.map(code).join(', ')}${rest}`;
}

const dns: PortSet = portsOf([{ protocol: 'UDP', first: 53 }]);

function denied(rules: readonly PolicyRuleModel[], of: Direction, complete: boolean): string {
  const ports = unionPorts(...rules.map((rule) => rule.ports ?? allPorts));
  if (rules.some((rule) => rule.anywhere && rule.ports?.all === true)) return `One rule allows everything, so nothing is denied.${rules.length > 1 ? ' The other rules change nothing.' : ''}`;
  const rest = `Everything else is denied, unless another policy allows it${complete ? '' : ' (as far as the values are known here)'}.`;
  if (of === 'ingress') return rest;
  const resolves = portsIntersect(ports, dns) || coversPorts(ports, dns);
  return `${rest}${resolves ? '' : ' That includes DNS: no rule lets a query out on UDP 53.'} Replies to connections from outside are always let through.`;
}

/** Which directions a policy isolates, and why. */
function isolatedDirections({ isolates, resource }: PolicyModel): string {
  const both = (['egress', 'ingress'] as const).filter((one) => isolates[one]);
  const types = resource.root.at('spec', 'policyTypes').items();
  const why = types.length > 0 ? '' : isolates.egress ? ' Without `policyTypes` a policy always isolates ingress, and egress because it has egress rules.' : ' Without `policyTypes` a policy always isolates ingress, and egress only if it has an egress rule.';
  return `This policy isolates ${both.length === 0 ? 'neither direction' : enumerated(both.map((one) => `**${one}**`))}.${why}`;
}
