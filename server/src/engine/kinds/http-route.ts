import schema from '../../../../schemas/gateway-api/http-route.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const httpRoute = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
