import schema from '../../../../schemas/istio/gateway.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const gateway = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
