// Policies over sixteen addresses, or sixteen equal networks, and a few ports: what they let through can be counted.
import fc from 'fast-check';
import type { Family } from '../../server/src/engine/net/family.ts';
import { rangeOf } from '../../server/src/engine/net/range.ts';

export interface Block {
  readonly address: number;
  readonly bits: number;
  readonly except: readonly { readonly address: number; readonly bits: number }[];
}

export interface Rule {
  readonly blocks: readonly Block[];
  readonly ports: readonly string[];
}

/** Where the sixteen networks lie, and how large each is: 2 to the power of `unit` addresses. */
export interface Space {
  readonly family: Family;
  readonly unit: number;
}

export const base: Readonly<Record<Family, bigint>> = { 4: 0xfffffff0n, 6: 0x20010db8_00000000_00000000_00000000n };

export const network = fc.record({ address: fc.nat(15), bits: fc.nat(4) });
const block: fc.Arbitrary<Block> = fc.record({ address: fc.nat(15), bits: fc.nat(4), except: fc.array(network, { maxLength: 2 }) })
  .map(({ address, bits, except }) => ({
    address, bits,
    // An exception is inside its range and smaller, or the server refuses it.
    except: bits === 0 ? [] : except.map((one) => ({ address: (address & ~((1 << bits) - 1)) | (one.address & ((1 << bits) - 1)), bits: Math.min(one.bits, bits - 1) })),
  }));
/** Ports as written; what each of them stands for is below. */
const portTexts: Readonly<Record<string, readonly string[]>> = {
  '{port: 80}': ['TCP 80'],
  '{port: 79, endPort: 81}': ['TCP 79', 'TCP 80', 'TCP 81'],
  '{port: 81, protocol: TCP}': ['TCP 81'],
  '{port: 80, protocol: UDP}': ['UDP 80'],
  '{port: web}': ['TCP web'],
  '{protocol: TCP}': ['TCP 79', 'TCP 80', 'TCP 81', 'TCP web', 'TCP 9'],
};
export const everyPort = [...new Set([...Object.values(portTexts).flat(), 'SCTP 80', 'UDP 9', 'ICMP'])];
export const rule: fc.Arbitrary<Rule> = fc.record({ blocks: fc.array(block, { maxLength: 4 }), ports: fc.uniqueArray(fc.constantFrom(...Object.keys(portTexts)), { maxLength: 2 }) });
export const policy = fc.record({ family: fc.constantFrom<Family>(4, 6), rules: fc.array(rule, { minLength: 1, maxLength: 4 }) });

function textOf({ family, unit }: Space, { address, bits }: { readonly address: number; readonly bits: number }): string {
  const width = family === 4 ? 32 : 128;
  return rangeOf(family, BigInt.asUintN(width, base[family] + BigInt(address) << BigInt(unit)), width - bits - unit).text;
}

/** A policy with these rules as it is written. */
export function policyText(space: Space, rules: readonly Rule[], { name = 'p', pods = '{}' } = {}): string {
  const egress = rules.map(({ blocks, ports }) => {
    const to = blocks.map((one) => `{ipBlock: {cidr: "${textOf(space, one)}", except: [${one.except.map((hole) => `"${textOf(space, hole)}"`).join(', ')}]}}`);
    return `    - {to: [${to.join(', ')}], ports: [${ports.join(', ')}]}`;
  });
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: n}\nspec:\n  podSelector: ${pods}\n  policyTypes: [Egress]\n  egress:\n${egress.join('\n')}\n`;
}

/** What the counting model says a block, a rule and a list of rules let through: `address port` texts. */
export function addressesIn({ address, bits, except }: Block): ReadonlySet<number> {
  const within = (one: number, other: { readonly address: number; readonly bits: number }): boolean => one >> other.bits === other.address >> other.bits;
  return new Set(Array.from({ length: 16 }, (_, at) => at).filter((at) => within(at, { address, bits }) && !except.some((hole) => within(at, hole))));
}

export function portsIn({ ports }: Rule): readonly string[] {
  return ports.length === 0 ? everyPort : [...new Set(ports.flatMap((port) => portTexts[port] ?? []))];
}

export function letThrough(one: Rule): ReadonlySet<string> {
  const addresses = one.blocks.length === 0 ? ['elsewhere', ...Array(16).keys()] : one.blocks.flatMap((each) => [...addressesIn(each)]);
  return new Set(addresses.flatMap((address) => portsIn(one).map((port) => `${address} ${port}`)));
}

export function together(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.flatMap((one) => [...letThrough(one)]));
}

export function has(outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean {
  return [...inner].every((one) => outer.has(one));
}
