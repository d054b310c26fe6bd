// The pods that a peer of a network policy means.
import { namespace as namespaceKind } from '../kinds/targets.ts';
import { kindId } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import type { SelectorPeer } from '../policy/model.ts';
import { matches, readSelector, selectsAll } from '../policy/selector.ts';
import type { Selector } from '../policy/selector.ts';
import { labelsAt } from '../views/read.ts';
import { allWorkloads } from '../workspace/indexes/by-label.ts';
import { byNamespace } from '../workspace/indexes/by-name.ts';
import { podsSelected } from './pods.ts';
import type { Pods } from './pods.ts';

/** The label that every namespace has, with its name. */
export const nameLabel = 'kubernetes.io/metadata.name';

/** All Namespace manifests of the workspace. */
export function namespaceManifests(lookup: Lookup): readonly Resource[] {
  return lookup.all(byNamespace, `${kindId(namespaceKind)} *`);
}

/**
 * The namespaces that a peer of a policy means: its own, those that are named by their label, or those whose manifests have
 * the labels, if there is a manifest for the namespace of every workload. `undefined` where they are not all known.
 */
export function namespacesOf(lookup: Lookup, policy: Resource, { namespaces }: Pick<SelectorPeer, 'namespaces'>): readonly (string | undefined)[] | undefined {
  if (namespaces === undefined) return [policy.namespace];
  if (!namespaces.complete) return undefined;
  const [only, ...others] = namespaces.requirements;
  if (only?.key === nameLabel && only.operator === 'In' && others.length === 0) return [...only.values];
  const manifests = namespaceManifests(lookup);
  const names = new Set(manifests.map(({ name }) => name));
  if (names.has(undefined) || lookup.all(allWorkloads, '*').some(({ namespace }) => namespace === undefined || !names.has(namespace))) return undefined;
  return manifests.filter((one) => selectsNamespace(namespaces, one)).map(({ name }) => name);
}

function selectsNamespace(selector: Selector, manifest: Resource): boolean {
  const { labels } = labelsAt(manifest.root.at('metadata', 'labels'));
  return matches(selector, new Map([...labels, [nameLabel, manifest.name ?? '']]));
}

/** The workloads that a peer means. A peer without labels for pods means all of its namespaces. */
export function podsOfPeer(lookup: Lookup, policy: Resource, peer: SelectorPeer): Pods {
  const selector = peer.pods ?? everything(peer);
  const namespaces = peer.namespaces !== undefined && selectsAll(peer.namespaces) ? [undefined] : namespacesOf(lookup, policy, peer);
  if (namespaces === undefined) return { workloads: [], uncertain: true };
  const found = namespaces.map((namespace) => podsSelected(lookup, namespace, selector));
  return { workloads: [...new Set(found.flatMap(({ workloads }) => workloads))], uncertain: found.some(({ uncertain }) => uncertain) };
}

function everything({ value }: SelectorPeer): Selector {
  return readSelector(value.at('podSelector'));
}
