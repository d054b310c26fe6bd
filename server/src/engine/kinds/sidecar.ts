import schema from '../../../../schemas/istio/sidecar.json' with { type: 'json' };
import { defineKind } from './define.ts';

export const sidecar = defineKind(schema, { decoder: 'crd', nameSyntax: 'subdomain' });
