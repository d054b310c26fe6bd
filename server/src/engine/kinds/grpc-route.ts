import schema from '../../../../schemas/gateway-api/grpc-route.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const grpcRoute = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
