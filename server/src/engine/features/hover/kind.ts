// What a kind is.
import { checkedKinds, kinds } from '../../kinds/index.ts';
import { apiVersionOf, apiVersionsOf } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import { code, docsLink, paragraphs } from '../markdown.ts';

/** A kind's description and page. */
export function kindCard(kind: Kind): string {
  const versions = apiVersionsOf(kind).map(code);
  const namesakes = kinds.filter((other) => other !== kind && other.kind === kind.kind).map((other) => code(other.group));
  return paragraphs(
    `**${code(kind.kind)}** · ${versions.join(', ')}`,
    kind.schema?.description,
    namesakes.length === 0 ? undefined : `Not the kind of the same name in ${namesakes.join(', ')}.`,
    checkedKinds.includes(kind) && kind.versions.length > 1 ? `The versions have the same fields; ${code(apiVersionOf(kind))} is the one to write.` : undefined,
    docsLink(kind.docs),
  );
}
