import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import { textsAt } from './read.ts';
import type { Text } from './read.ts';

/** The hosts that a ServiceEntry brings into the mesh. */
export const serviceEntryHosts = perResource((resource: Resource): readonly Text[] => textsAt(resource.root.at('spec', 'hosts')));
