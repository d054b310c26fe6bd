// Which namespaces there are, as far as the workspace tells.
import { service } from '../kinds/service.ts';
import { namespace as namespaceKind } from '../kinds/targets.ts';
import type { Lookup } from '../model/rule.ts';
import { meshConfig } from './mesh-config.ts';
import { byHome } from '../workspace/indexes/homes.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';

/** Namespaces that every cluster has. */
const always = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Whether something of the workspace is in a namespace, or every cluster has it. */
export function isKnownNamespace(lookup: Lookup, name: string): boolean {
  return always.has(name) || name === meshConfig(lookup).rootNamespace || lookup.any(byHome, name);
}

/** The namespaces that are likely to be meant: those that are written out, and those with Services. */
export function likelyNamespaces(lookup: Lookup): ReadonlySet<string> {
  const names = allInNamespace(lookup, namespaceKind, undefined).map(({ name }) => name);
  const homes = allInNamespace(lookup, service, undefined).map(({ namespace }) => namespace);
  return new Set([...names, ...homes].filter((name) => name !== undefined));
}
