// A place in a MeshConfig: in an IstioOperator, or in the text of the ConfigMap that istiod reads.
import mesh from '../../../../../schemas/istio/mesh-config.json' with { type: 'json' };
import type { Schema } from '../../../../../schemas/schema.ts';
import { configMap, istioOperator } from '../../kinds/targets.ts';
import { resolveReferences } from '../../schema/resolve.ts';
import { columnOf } from '../../text/lines.ts';
import { isConfigName } from '../../views/mesh-config.ts';
import { parseDocument } from '../../yaml/document.ts';
import type { Span } from '../../yaml/span.ts';
import type { Step, Value } from '../../yaml/value.ts';
import { pathBelow, placeAt, schemasAlong } from '../locate.ts';
import type { FieldPlace } from '../locate.ts';

/** A field, and the characters of the document that show it. */
export interface ShownField {
  readonly place: FieldPlace;
  readonly span: Span;
}

let schema: Schema | undefined;

function meshSchema(): Schema {
  return schema ??= resolveReferences({ $ref: 'mesh-config.json#/$defs/MeshConfig' }, { 'mesh-config.json': mesh as Schema });
}

const inOperator: readonly (readonly Step[])[] = [['spec', 'meshConfig'], ['spec', 'values', 'meshConfig']];

/** The field of a MeshConfig at an offset of a document; `undefined` where there is none, or none that is described. */
export function meshFieldAt(place: FieldPlace, offset: number): ShownField | undefined {
  const { resource, path } = place;
  if (resource.kind === istioOperator) {
    const home = inOperator.find((steps) => steps.every((step, index) => path[index] === step));
    return home === undefined ? undefined : shown(place, path.slice(home.length), place.on === 'key' ? place.value.keySpan : place.value.span);
  }
  const isText = resource.kind === configMap && isConfigName(resource.name) && path.join('.') === 'data.mesh' && place.on === 'value';
  return isText ? inText(place, offset) : undefined;
}

function shown(place: FieldPlace, below: readonly Step[], span: Span): ShownField | undefined {
  const schemas = schemasAlong(meshSchema(), below);
  return schemas === undefined ? undefined : { place: { ...place, schemas }, span };
}

/** The MeshConfig is YAML in a text. */
function inText(place: FieldPlace, offset: number): ShownField | undefined {
  const block = literalBlock(place.value);
  const at = block?.inner(offset);
  if (block === undefined || at === undefined) return undefined;
  const { root } = parseDocument(block.text);
  const found = placeAt(root, at);
  if (found === undefined) return undefined;
  const { start, end } = found.on === 'key' ? found.value.keySpan : found.value.span;
  const path = pathBelow(root, found.value);
  return shown({ ...place, ...found, path }, path, { start: block.outer(start), end: block.outer(end) });
}

/** A text below a bar (`|`), and where its characters stand in the document. */
interface LiteralBlock {
  readonly text: string;
  inner(offset: number): number | undefined;
  outer(at: number): number;
}

function literalBlock(value: Value): LiteralBlock | undefined {
  const { source } = value;
  const header = /^\|[-+]?\r?\n/.exec(source)?.[0];
  if (header === undefined) return undefined;
  const lines = source.slice(header.length).split('\n');
  const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const text = lines.map((line) => line.slice(indent)).join('\n');
  const first = value.span.start + header.length;
  return {
    text,
    inner: (offset) => {
      const before = source.slice(header.length, offset - value.span.start);
      const rows = before.split('\n').length - 1;
      const column = before.length - (before.lastIndexOf('\n') + 1) - indent;
      return offset < first || column < 0 ? undefined : before.length - (rows + 1) * indent + emptyLines(lines, rows, indent);
    },
    outer: (at) => {
      const rows = text.slice(0, at).split('\n').length - 1;
      return first + lines.slice(0, rows).reduce((sum, line) => sum + line.length + 1, 0) + indent + columnOf(text, at);
    },
  };
}

/** What is missing of the indentation of lines that are shorter than it. */
function emptyLines(lines: readonly string[], rows: number, indent: number): number {
  return lines.slice(0, rows).reduce((sum, line) => sum + Math.max(0, indent - line.length), 0);
}
