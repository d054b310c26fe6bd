import schema from '../../../../schemas/gateway-api/tls-route.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const tlsRoute = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
