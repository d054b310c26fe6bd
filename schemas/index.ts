// Every schema file, by file name. Kinds take theirs from here; `$ref`s are looked up here.
import common from './kubernetes/common.json' with { type: 'json' };
import networkPolicy from './kubernetes/network-policy.json' with { type: 'json' };
import service from './kubernetes/service.json' with { type: 'json' };
import authorizationPolicy from './istio/authorization-policy.json' with { type: 'json' };
import destinationRule from './istio/destination-rule.json' with { type: 'json' };
import gateway from './istio/gateway.json' with { type: 'json' };
import serviceEntry from './istio/service-entry.json' with { type: 'json' };
import sidecar from './istio/sidecar.json' with { type: 'json' };
import virtualService from './istio/virtual-service.json' with { type: 'json' };
import workloadEntry from './istio/workload-entry.json' with { type: 'json' };
import type { Schema } from './schema.ts';

export const schemaFiles = {
  'common.json': common,
  'network-policy.json': networkPolicy,
  'service.json': service,
  'authorization-policy.json': authorizationPolicy,
  'destination-rule.json': destinationRule,
  'gateway.json': gateway,
  'service-entry.json': serviceEntry,
  'sidecar.json': sidecar,
  'virtual-service.json': virtualService,
  'workload-entry.json': workloadEntry,
} as Readonly<Record<SchemaFile, unknown>> as Readonly<Record<SchemaFile, Schema>>;

export type SchemaFile =
  | 'common.json' | 'network-policy.json' | 'service.json' | 'authorization-policy.json' | 'destination-rule.json'
  | 'gateway.json' | 'service-entry.json' | 'sidecar.json' | 'virtual-service.json' | 'workload-entry.json';
