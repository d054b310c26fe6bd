// What a meaning of a field is: the word before the colon of `x-egress`.
import type { Schema } from '../../../../../schemas/schema.ts';
import type { Kind } from '../../model/kind.ts';
import type { Lookup } from '../../model/rule.ts';
import type { ObjectRef, ParentRef } from '../../views/gateway-api.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import type { FieldPlace } from '../locate.ts';

/** What the editor knows of values with a meaning. `dialect` is what stands behind the colon. A part that is absent has nothing to say. */
export interface Meaning {
  /** Markdown about the value under the pointer. What it refers to is added to it. */
  readonly describe?: (place: FieldPlace, dialect: string, lookup: Lookup) => string | undefined;
  /** Values to choose from, besides those of an enumeration. */
  readonly propose?: (slot: Slot, dialect: string, schema: Schema) => readonly Candidate[];
  /** What the value refers to. */
  readonly refer?: (place: FieldPlace, dialect: string) => Reference | undefined;
}

/** What a value says it refers to. */
export type Reference =
  | { readonly type: 'gateway'; readonly text: string }
  | { readonly type: 'mesh' }
  /** `needed`: without a target the traffic goes nowhere; other hosts may be nobody's. */
  | { readonly type: 'host'; readonly text: string; readonly namespace: string | undefined; readonly needed: boolean }
  | { readonly type: 'subset'; readonly host: string; readonly name: string }
  | { readonly type: 'port'; readonly host: string; readonly number: number }
  /** An object by its kind and name, as routes of the Gateway API refer to it; or a port of it: of a Gateway its listeners there. */
  | { readonly type: 'object'; readonly kind: Kind; readonly ref: ObjectRef; readonly port?: number }
  /** The listener of a Gateway that a parent names as its section. */
  | { readonly type: 'listener'; readonly ref: ParentRef }
  | { readonly type: 'pods'; readonly labels: ReadonlyMap<string, string>; readonly namespace: string | undefined }
  | { readonly type: 'namespace'; readonly name: string };

