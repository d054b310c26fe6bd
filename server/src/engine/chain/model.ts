// What the rules of the family `egress-chain-*` have to say. One walk over the way out finds it for all of them.
import type { Problem } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import type { TraceRequest, Trace } from '../trace/model.ts';
import type { MeshService } from '../trace/world.ts';
import type { World } from '../references/world.ts';
import type { RouteRule } from '../trace/rules.ts';
import type { MeshVirtualService } from '../trace/virtual-services.ts';
import type { GatewayProxy } from '../trace/gateways.ts';
import type { RouteBlock } from '../views/gateway.ts';
import type { Value } from '../yaml/value.ts';

export type ChainRule = `egress-chain-${
  | 'mesh-not-bound' | 'mesh-rule-missing' | 'mesh-block-mismatch' | 'mesh-port-mismatch'
  | 'gateway-service-missing' | 'gateway-service-port-missing' | 'subset-missing' | 'gateway-workload-mismatch'
  | 'server-port-missing' | 'server-host-missing' | 'tls-mismatch' | 'sni-mismatch'
  | 'gateway-rule-missing' | 'gateway-port-mismatch' | 'loop' | 'vs-not-exported'
  | 'service-entry-missing' | 'service-entry-not-visible' | 'service-entry-port-missing' | 'resolution-none' | 'wildcard-destination'
  | 'origination-missing' | 'origination-not-visible' | 'double-tls' | 'server-block-mismatch' | 'bypass'}`;

/** A place where the way out is broken. */
export interface ChainBreak {
  readonly rule: ChainRule;
  /** Whose text is to be changed. */
  readonly at: Resource;
  readonly problem: Problem;
}

/** A destination of a rule. */
export interface RuleDestination {
  readonly value: Value;
  /** The full name. */
  readonly host: string;
  readonly port: number | undefined;
  /** The gateway that it leads to, `unreached` where its Service selects no pods. */
  readonly gateway: GatewayProxy | 'unreached' | undefined;
}

/** A rule of a VirtualService, and which proxies it counts for. */
export interface SubjectRule {
  readonly block: RouteBlock;
  readonly rule: RouteRule;
  readonly inMesh: boolean;
  /** The full names of the Gateways it counts for. */
  readonly gateways: readonly string[];
  readonly destinations: readonly RuleDestination[];
}

/** A VirtualService that leads out of the mesh through a gateway, or means to. */
export interface Subject {
  readonly lookup: Lookup;
  /** As the VirtualService's namespace sees it. */
  readonly world: World;
  /** As another namespace does. */
  readonly seenFrom: (namespace: string) => World;
  readonly resource: Resource;
  readonly virtualService: MeshVirtualService;
  readonly inMesh: boolean;
  /** Full names, without `mesh`. */
  readonly gateways: readonly string[];
  /** The Gateways of these names. */
  readonly attached: readonly Resource[];
  readonly rules: readonly SubjectRule[];
}

/** One request that a VirtualService is for, and what becomes of it. */
export interface Case {
  readonly subject: Subject;
  readonly request: TraceRequest;
  /** What the host is to the mesh. */
  readonly entry: MeshService | undefined;
  readonly client: string;
  readonly trace: Trace;
}
