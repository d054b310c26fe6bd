import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import { textAt } from './read.ts';
import type { Text } from './read.ts';

export interface DestinationRuleView {
  readonly host: Text;
  readonly subsets: readonly Text[];
}

/** What a DestinationRule says of its host and subsets. */
export const destinationRuleView = perResource((resource: Resource): DestinationRuleView => {
  const spec = resource.root.at('spec');
  return { host: textAt(spec.at('host')), subsets: spec.at('subsets').items().map((subset) => textAt(subset.at('name'))) };
});
