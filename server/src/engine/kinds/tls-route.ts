import schema from '../../../../schemas/gateway-api/tlsroute.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const tlsRoute = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
