import { checkedKinds } from '../../kinds/index.ts';
import { kindId } from '../../model/kind.ts';
import type { Index } from '../../model/rule.ts';

/**
 * Resources that are one object once they are applied: same kind, namespace and name, in one file. Two files of one folder
 * may be alternatives (overlays, before and after), which only a kustomization tells.
 */
export const sameObject: Index = {
  id: 'same-object',
  kinds: checkedKinds,
  keys: ({ entry, kind, namespace, name }) => (name === undefined ? [] : [`${entry.uri}\n${kindId(kind)} ${namespace ?? ''} ${name}`]),
};
