import schema from '../../../../schemas/gateway-api/backend-tls-policy.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const backendTlsPolicy = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
