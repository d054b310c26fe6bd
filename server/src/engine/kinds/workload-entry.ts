import schema from '../../../../schemas/istio/workload-entry.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const workloadEntry = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
