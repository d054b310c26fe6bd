import schema from '../../../../schemas/istio/authorization-policy.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const authorizationPolicy = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
