import { schemaFiles } from '../../../../schemas/index.ts';
import type { SchemaFile } from '../../../../schemas/index.ts';
import type { Kind } from '../model/kind.ts';
import { resolveReferences } from '../schema/resolve.ts';

/** The declaration of a kind that is checked: `schema` names a file of `schemas/`. */
export function defineKind(kind: Omit<Kind, 'schema'> & { readonly schema: SchemaFile }): Kind {
  return { ...kind, schema: resolveReferences(schemaFiles[kind.schema], schemaFiles) };
}

/** The declaration of a kind that is known only as a target of references: its identity, labels and ports. */
export function defineTarget(kind: Omit<Kind, 'schema' | 'decoder' | 'nameSyntax'>): Kind {
  return { ...kind, decoder: 'go' };
}
