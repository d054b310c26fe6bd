import schema from '../../../../schemas/istio/virtual-service.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const virtualService = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
