import schema from '../../../../schemas/gateway-api/tcp-route.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const tcpRoute = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
