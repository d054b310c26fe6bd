import routes from '../../../../schemas/gateway-api/routes.json' with { type: 'json' };
import common from '../../../../schemas/kubernetes/common.json' with { type: 'json' };
import type { Schema } from '../../../../schemas/schema.ts';
import { splitApiVersion } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import { resolveReferences } from '../schema/resolve.ts';

/** What schemas may refer to in other files than their own. */
const shared = { 'common.json': common as Schema, 'routes.json': routes as Schema };

/**
 * The declaration of a kind that is checked. Its name, group and versions are those that its schema (a file of `schemas/`)
 * allows, its page the one that the schema names. All such kinds have namespaces.
 */
export function defineKind(file: object, how: Required<Pick<Kind, 'decoder' | 'nameSyntax'>>): Kind {
  const written: Schema = file;
  const [kind = ''] = wordsOf(written, 'kind');
  const apiVersions = wordsOf(written, 'apiVersion').map(splitApiVersion);
  const [group = ''] = apiVersions[0] ?? [];
  let schema: Schema | undefined;
  return {
    ...how, group, kind, versions: apiVersions.map(([, version]) => version), namespaced: true, docs: written['x-docs'] ?? '',
    // Most files hold few of the kinds.
    get schema() {
      return schema ??= resolveReferences(written, shared);
    },
  };
}

function wordsOf({ properties }: Schema, field: string): readonly string[] {
  return properties?.[field]?.enum ?? [];
}

/** The declaration of a kind that is known only as a target of references: its identity, labels and ports. */
export function defineTarget(kind: Omit<Kind, 'schema' | 'decoder' | 'nameSyntax'>): Kind {
  return { ...kind, decoder: 'go' };
}
