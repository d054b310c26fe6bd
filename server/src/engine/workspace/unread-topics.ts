// Topics of a workspace that is filled once and then asked: nobody is told of anything, so of a topic its members are all there is.
import { crowd } from '../model/rule.ts';
import type { Item } from './few.ts';
import type { Place, Space, Topics } from './topics.ts';

/** What is filed under one key: mostly one member. A list is in order once it has been told. */
type Filed<Member extends Item> = Member | Member[];

const nothing: readonly never[] = [];

/** Answers as `createTopics` does, for readers that have no name. */
export function createUnreadTopics<Member extends Item>(compare: (a: Member, b: Member) => number): Topics<Member> {
  const spaces = new Map<Space, Map<string, Filed<Member>>>();
  /** Whoever asks twice gets the same list: what was worked out for it counts still. */
  let told = new Map<Space, Map<string, readonly Member[]>>();

  const filedAt = ([space, key]: Place): Filed<Member> | undefined => spaces.get(space)?.get(key);
  const sizeAt = (place: Place): number => {
    const filed = filedAt(place);
    return filed === undefined ? 0 : Array.isArray(filed) ? filed.length : 1;
  };
  const tell = (space: Space, key: string): readonly Member[] => {
    const filed = spaces.get(space)?.get(key);
    if (filed === undefined) return nothing;
    let lists = told.get(space);
    if (lists === undefined) told.set(space, (lists = new Map<string, readonly Member[]>()));
    let list = lists.get(key);
    if (list === undefined) lists.set(key, (list = Array.isArray(filed) ? [...filed].sort(compare) : [filed]));
    return list;
  };
  const file = (member: Member, [space, key]: Place): void => {
    let keys = spaces.get(space);
    if (keys === undefined) spaces.set(space, (keys = new Map<string, Filed<Member>>()));
    const filed = keys.get(key);
    if (filed === undefined) keys.set(key, member);
    else if (!Array.isArray(filed)) {
      if (filed !== member) keys.set(key, [filed, member]);
    } else if (filed.at(-1) !== member) filed.push(member);
  };

  return {
    join(member, places) {
      for (const place of places) file(member, place);
      if (told.size > 0) told = new Map();
    },
    leave(member) {
      for (const keys of spaces.values()) {
        for (const [key, filed] of keys) {
          if (filed === member) keys.delete(key);
          else if (Array.isArray(filed) && filed.includes(member)) keys.set(key, filed.filter((one) => one !== member));
        }
      }
      told = new Map();
    },
    renew() {
      told = new Map();
    },
    all: ([space, key]) => tell(space, key),
    first: ([space, key], limit) => tell(space, key).slice(0, limit),
    any: (place) => sizeAt(place) > 0,
    isCrowded: (place) => sizeAt(place) > crowd,
    part: (places, question) => question.answer(places.map(([space, key]) => tell(space, key))),
    release: () => undefined,
    takeDirty: () => new Set(),
  };
}
