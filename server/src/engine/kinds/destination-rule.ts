import schema from '../../../../schemas/istio/destination-rule.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const destinationRule = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
