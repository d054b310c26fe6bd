import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** A server of a Gateway as the pods that read it see it. */
export interface Server {
  readonly resource: Resource;
  readonly value: Value;
  /** `namespace/name` of its Gateway. */
  readonly gateway: string;
  readonly number: number;
  readonly listens: number;
  readonly protocol: string;
  readonly bind: string;
  /** Hosts as they are compared: `./` is the Gateway's namespace, `* /` nothing. */
  readonly hosts: readonly string[];
  readonly tls: 'none' | 'passthrough' | 'terminates';
  /** The mode of TLS; absent means PASSTHROUGH, the zero value. */
  readonly mode: string;
  readonly isHttp: boolean;
}
