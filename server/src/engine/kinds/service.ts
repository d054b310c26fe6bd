import schema from '../../../../schemas/kubernetes/service.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const service = defineKind(schema, { decoder: 'go', nameSyntax: 'dns-1035-label' });
