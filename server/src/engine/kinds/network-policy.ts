import schema from '../../../../schemas/kubernetes/network-policy.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const networkPolicy = defineKind(schema, { decoder: 'go', nameSyntax: 'subdomain' });
