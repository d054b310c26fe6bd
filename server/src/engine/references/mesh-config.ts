import type { OutboundTrafficPolicy } from '../model/options.ts';
import type { Lookup } from '../model/rule.ts';

/** What counts for the whole mesh, as far as it decides where traffic goes. Rules and traces ask here and not the options. */
export interface MeshConfig {
  readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  readonly dnsCapture: boolean;
  readonly ipAutoallocate: boolean;
  readonly scopeGatewayToNamespace: boolean;
  /** The namespaces that see what has no `exportTo`: `*`, `.` or names. */
  readonly defaultExportTo: {
    readonly services: readonly string[];
    readonly virtualServices: readonly string[];
    readonly destinationRules: readonly string[];
  };
}

export function meshConfig({ options }: Lookup): MeshConfig {
  const { outboundTrafficPolicy, dnsCapture, ipAutoallocate, scopeGatewayToNamespace, defaultExportTo } = options;
  return {
    outboundTrafficPolicy, dnsCapture, ipAutoallocate, scopeGatewayToNamespace,
    defaultExportTo: { services: defaultExportTo, virtualServices: defaultExportTo, destinationRules: defaultExportTo },
  };
}
