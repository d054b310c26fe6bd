import schema from '../../../../schemas/gateway-api/gateway.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const kubernetesGateway = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
