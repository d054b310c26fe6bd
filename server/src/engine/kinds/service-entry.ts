import schema from '../../../../schemas/istio/service-entry.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const serviceEntry = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
