import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import type { Value } from '../yaml/value.ts';
import type { RouteBlock } from './gateway.ts';
import { textAt, textsAt } from './read.ts';
import type { Text } from './read.ts';

export interface RouteMatch {
  readonly value: Value;
  /** Empty where the match names no gateways: it then counts for all of the VirtualService's. */
  readonly gateways: readonly Text[];
  readonly port: number | undefined;
}

export interface Destination {
  readonly value: Value;
  readonly host: Text;
  readonly subset: Text;
  readonly port: Value;
  readonly mirror: boolean;
}

export interface Route {
  readonly block: RouteBlock;
  readonly value: Value;
  readonly matches: readonly RouteMatch[];
  readonly destinations: readonly Destination[];
}

export interface VirtualServiceView {
  readonly hosts: readonly Text[];
  readonly gateways: readonly Text[];
  readonly routes: readonly Route[];
}

const blocks: readonly RouteBlock[] = ['http', 'tls', 'tcp'];

/** What a VirtualService says. */
export const virtualServiceView = perResource((resource: Resource): VirtualServiceView => {
  const spec = resource.root.at('spec');
  return {
    hosts: textsAt(spec.at('hosts')),
    gateways: textsAt(spec.at('gateways')),
    routes: blocks.flatMap((block) => spec.at(block).items().map((value) => readRoute(block, value))),
  };
});

function readRoute(block: RouteBlock, value: Value): Route {
  const mirrors = [value.at('mirror'), ...value.at('mirrors').items().map((item) => item.at('destination'))].filter((one) => one.exists);
  return {
    block, value,
    matches: value.at('match').items().map((match) => ({ value: match, gateways: textsAt(match.at('gateways')), port: match.at('port').number })),
    destinations: [
      ...value.at('route').items().map((item) => readDestination(item.at('destination'), false)),
      ...mirrors.map((mirror) => readDestination(mirror, true)),
    ],
  };
}

function readDestination(value: Value, mirror: boolean): Destination {
  return { value, host: textAt(value.at('host')), subset: textAt(value.at('subset')), port: value.at('port', 'number'), mirror };
}
