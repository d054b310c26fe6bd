// What rules let through, as sets that can be compared: the questions "does A cover B?" are answered here and nowhere else.
import type { Resource } from '../model/resource.ts';
import { addressesIntersect, coversAddresses, halfOf, hasNoAddresses } from '../net/address-set.ts';
import type { AddressSet } from '../net/address-set.ts';
import type { Family } from '../net/family.ts';
import { isFull, unionOf } from '../net/interval-set.ts';
import { findOverlaps } from '../net/overlap.ts';
import { coversPorts } from '../net/port-set.ts';
import { directions, policyModel, rulesInForce } from './model.ts';
import type { BlockPeer, Peer, PolicyRuleModel } from './model.ts';

/**
 * The rules of both directions that are in force, those of egress first; none for other kinds. Without those that stand
 * open because a value is missing or is no list (`-`, `to:`), as it is while a rule is being typed: that is said where it
 * stands, and what it does to the rules beside it is no finding of theirs.
 */
export function rulesOfPolicy(resource: Resource): readonly PolicyRuleModel[] {
  const model = policyModel(resource);
  return model === undefined ? [] : directions.flatMap((direction) => rulesInForce(model, direction)).filter((rule) => !rule.anywhere || isWrittenOut(rule));
}

function isWrittenOut({ value, list }: PolicyRuleModel): boolean {
  return value.type === 'map' && (!list.exists || list.type === 'list');
}

/** The address blocks among the peers of a rule. */
export function blocksOf({ peers }: PolicyRuleModel): readonly BlockPeer[] {
  return peers.filter((peer): peer is BlockPeer => peer.type === 'block');
}

const addressesByRule = new WeakMap<PolicyRuleModel, AddressSet>();

/** The addresses that the blocks of a rule let through together. That a rule may be for every address is not in here. */
export function addressesOfRule(rule: PolicyRuleModel): AddressSet {
  let known = addressesByRule.get(rule);
  if (known === undefined) {
    known = unionOfBlocks(blocksOf(rule));
    addressesByRule.set(rule, known);
  }
  return known;
}

/** Whether a rule lets through to every address of a family. What is too little by its sheer size is not joined at all. */
export function isForAll(rule: PolicyRuleModel, family: Family): boolean {
  const share = blocksOf(rule).reduce((sum, { range }) => sum + (range.family === family ? 2 ** -range.prefix : 0), 0);
  return share >= 1 && isFull(halfOf(addressesOfRule(rule), family));
}

/** Networks without exceptions, of which there may be very many, are joined by the linear sweep. */
function unionOfBlocks(blocks: readonly BlockPeer[]): AddressSet {
  const { intervals } = findOverlaps(blocks.filter(({ excepts }) => excepts.length === 0).map(({ range }) => range));
  const plain: AddressSet = { v4: { family: 4, intervals: intervals[4] }, v6: { family: 6, intervals: intervals[6] } };
  const holed = blocks.filter(({ excepts }) => excepts.length > 0).map(({ addresses }) => addresses);
  return holed.length === 0 ? plain : uniteAddresses([plain, ...holed]);
}

/** Addresses in any of the sets, of which there may be very many. */
export function uniteAddresses(sets: readonly AddressSet[]): AddressSet {
  return { v4: unionOf(4, sets.map(({ v4 }) => v4)), v6: unionOf(6, sets.map(({ v6 }) => v6)) };
}

/** Whether a rule has every port of another one. False where either is not known. */
export function coversPortsOf(outer: PolicyRuleModel, inner: PolicyRuleModel): boolean {
  return outer.ports !== undefined && inner.ports !== undefined && coversPorts(outer.ports, inner.ports);
}

/** Whether a rule lets through to every destination that a peer stands for, ports aside. An empty block is covered by all. */
export function coversPeer(rule: PolicyRuleModel, peer: Peer): boolean {
  if (rule.anywhere) return true;
  if (peer.type === 'block') return coversAddresses(addressesOfRule(rule), peer.addresses);
  return peer.type === 'selector' && peer.identity !== undefined && rule.peers.some((other) => other.type === 'selector' && other.identity === peer.identity);
}

/** Whether a rule lets through all that another one does: to each of its destinations, on each of its ports. */
export function coversRule(outer: PolicyRuleModel, inner: PolicyRuleModel): boolean {
  if (!coversPortsOf(outer, inner)) return false;
  return outer.anywhere || (!inner.anywhere && inner.peers.length > 0 && inner.peers.every((peer) => coversPeer(outer, peer)));
}

/** The blocks of a rule that have any of the addresses. */
export function blocksWith(rule: PolicyRuleModel, addresses: AddressSet): readonly BlockPeer[] {
  return blocksOf(rule).filter((block) => addressesIntersect(block.addresses, addresses));
}

/** Whether nothing is left of a block. */
export function isEmptyBlock({ addresses }: BlockPeer): boolean {
  return hasNoAddresses(addresses);
}
