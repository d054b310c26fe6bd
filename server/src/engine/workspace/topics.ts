import { crowd } from '../model/rule.ts';
import type { Question } from '../model/rule.ts';
import { ownCopy } from '../yaml/own-copy.ts';
import { hasItem, itemsOf, sizeOf, withItem, withoutItem } from './few.ts';
import type { Few, Item } from './few.ts';

/** Whoever reads a topic: a check of one resource, or of one group. Compared by identity. */
export type Reader = object;

/** A family of topics, such as an index. Compared by identity. */
export type Space = object;

/** One topic: what is filed in a space under a key. */
export type Place = readonly [space: Space, key: string];

/** What a reader asked of some topics; `hasChanged` asks again. */
interface Part {
  hasChanged(): boolean;
}

/** There are some ten of these a resource, so every field counts. */
class Topic<Member extends Item> {
  readonly space: Space;
  readonly key: string;
  members: Few<Member>;
  /** The members as they were last told, in order; those that have come since are in `added`. */
  ordered: readonly Member[] | undefined;
  added: Member[] | undefined;
  readers: Few<Reader>;
  /** The one who has read the members last: most are read several times by one after the other. */
  latest: Reader | undefined;
  /** Those who have asked whether there is one, or a crowd. */
  presenceReaders: Few<Reader>;
  /** Those who have read the first members, and how many of them. */
  headReaders: Map<Reader, number> | undefined;
  /** Those who have asked something of the members, by what they asked. */
  parts: Map<Reader, Map<string, Part>> | undefined;

  constructor(space: Space, key: string) {
    this.space = space;
    this.key = key;
    this.members = undefined;
    this.ordered = undefined;
    this.added = undefined;
    this.readers = undefined;
    this.latest = undefined;
    this.presenceReaders = undefined;
    this.headReaders = undefined;
    this.parts = undefined;
  }

  get isUnused(): boolean {
    return sizeOf(this.members) + sizeOf(this.readers) + sizeOf(this.presenceReaders) + (this.headReaders?.size ?? 0) + (this.parts?.size ?? 0) === 0;
  }
}

/**
 * Members (resources, mostly) by topic, and who has read which topic: the heart of incremental checking. A change of a topic makes its
 * readers dirty, and nobody else, so an edit costs what depends on it and not what the workspace holds. Who reads without a name is told of
 * nothing, and costs nothing but the look.
 */
export interface Topics<Member extends Item> {
  /** Files a member in places where it is not yet. */
  join(member: Member, places: Iterable<Place>): void;
  /** Takes a member out of every place where it is. */
  leave(member: Member): void;
  /** Its readers are told that a member is another now, though it stays where it is. */
  renew(member: Member): void;
  /** The members of a topic, in order. The reader is told of every change. */
  all(place: Place, reader?: Reader): readonly Member[];
  /** The first members of a topic, so many at most. The reader is told only when these change. */
  first(place: Place, limit: number, reader?: Reader): readonly Member[];
  /** Whether there is one. The reader is told only when that changes. */
  any(place: Place, reader?: Reader): boolean;
  /** Whether there are more than a crowd. The reader is told when that changes, or whether there is one. */
  isCrowded(place: Place, reader?: Reader): boolean;
  /** What follows from the members of some topics. The reader is told only when something else does. */
  part<Result>(places: readonly Place[], question: Question<Result, Member>, reader?: Reader): Result;
  /** Forgets what a reader has read. */
  release(reader: Reader): void;
  /** The readers whose topics have changed since the last call. */
  takeDirty(): ReadonlySet<Reader>;
}

export function createTopics<Member extends Item>(compare: (a: Member, b: Member) => number): Topics<Member> {
  const spaces = new Map<Space, Map<string, Topic<Member>>>();
  const joined = new Map<Member, readonly Topic<Member>[]>();
  const readTopics = new Map<Reader, Few<Topic<Member>>>();
  /** Topics whose first members were read and may have changed, with what these were. */
  const heads = new Map<Topic<Member>, readonly Member[]>();
  /** Topics of which something was asked, and which have changed. */
  const asked = new Set<Topic<Member>>();
  let dirty = new Set<Reader>();

  const nothing = new Topic<Member>({}, '');
  const topicOf = ([space, key]: Place): Topic<Member> => {
    let topics = spaces.get(space);
    if (topics === undefined) spaces.set(space, (topics = new Map<string, Topic<Member>>()));
    let topic = topics.get(key);
    if (topic === undefined) {
      topic = new Topic<Member>(space, ownCopy(key));
      topics.set(topic.key, topic);
    }
    return topic;
  };
  /** A topic that somebody reads is kept for what may be filed there; for nobody it need not be. */
  const topicFor = (place: Place, reader: Reader | undefined): Topic<Member> => (reader === undefined ? spaces.get(place[0])?.get(place[1]) ?? nothing : topicOf(place));
  const change = (topic: Topic<Member>, presenceChanged: boolean): void => {
    if (topic.headReaders !== undefined && !heads.has(topic)) heads.set(topic, topic.ordered ?? []);
    if (topic.parts !== undefined) asked.add(topic);
    for (const reader of itemsOf(topic.readers)) dirty.add(reader);
    if (presenceChanged) for (const reader of itemsOf(topic.presenceReaders)) dirty.add(reader);
  };
  const forgetUnused = (topic: Topic<Member>): void => {
    if (!topic.isUnused) return;
    spaces.get(topic.space)?.delete(topic.key);
    heads.delete(topic);
    asked.delete(topic);
  };
  const remember = (reader: Reader, topic: Topic<Member>): void => {
    readTopics.set(reader, withItem(readTopics.get(reader), topic));
  };
  const rememberPresence = (topic: Topic<Member>, reader: Reader | undefined): void => {
    if (reader === undefined) return;
    topic.presenceReaders = withItem(topic.presenceReaders, reader);
    remember(reader, topic);
  };
  /** Not while members change: what is replaced has the place of its successor then, and the order is none. */
  const orderOf = (topic: Topic<Member>): readonly Member[] => {
    const { ordered, members, added } = topic;
    if (ordered?.length === sizeOf(members) && added === undefined) return ordered;
    if (ordered === undefined) topic.ordered = [...itemsOf(members)].sort(compare);
    else {
      const fresh = new Set((added ?? []).filter((member) => hasItem(members, member)));
      topic.ordered = merge(ordered.filter((member) => hasItem(members, member) && !fresh.has(member)), [...fresh].sort(compare), compare);
    }
    topic.added = undefined;
    return topic.ordered;
  };
  const add = (topic: Topic<Member>, member: Member): void => {
    topic.members = withItem(topic.members, member);
    if (topic.ordered !== undefined) (topic.added ??= []).push(member);
    change(topic, sizeOf(topic.members) === 1 || sizeOf(topic.members) === crowd + 1);
  };
  const remove = (topic: Topic<Member>, member: Member): void => {
    topic.members = withoutItem(topic.members, member);
    change(topic, sizeOf(topic.members) === 0 || sizeOf(topic.members) === crowd);
    forgetUnused(topic);
  };

  const join = (member: Member, places: Iterable<Place>): void => {
    const topics = [...(joined.get(member) ?? [])];
    for (const place of places) {
      const topic = topicOf(place);
      if (hasItem(topic.members, member)) continue;
      add(topic, member);
      topics.push(topic);
    }
    if (topics.length > 0) joined.set(member, topics.slice());
  };
  const leave = (member: Member): void => {
    for (const topic of joined.get(member) ?? []) remove(topic, member);
    joined.delete(member);
  };

  return {
    join,
    leave,
    renew(member) {
      const places = (joined.get(member) ?? []).map(({ space, key }): Place => [space, key]);
      leave(member);
      join(member, places);
    },
    all(place, reader) {
      const topic = topicFor(place, reader);
      if (reader !== undefined && topic.latest !== reader) {
        topic.latest = reader;
        topic.readers = withItem(topic.readers, reader);
        remember(reader, topic);
      }
      return orderOf(topic);
    },
    first(place, limit, reader) {
      const topic = topicFor(place, reader);
      if (reader === undefined) return orderOf(topic).slice(0, limit);
      topic.headReaders ??= new Map<Reader, number>();
      topic.headReaders.set(reader, Math.max(limit, topic.headReaders.get(reader) ?? 0));
      remember(reader, topic);
      return orderOf(topic).slice(0, limit);
    },
    any(place, reader) {
      const topic = topicFor(place, reader);
      rememberPresence(topic, reader);
      return sizeOf(topic.members) > 0;
    },
    isCrowded(place, reader) {
      const topic = topicFor(place, reader);
      rememberPresence(topic, reader);
      return sizeOf(topic.members) > crowd;
    },
    part(places, question, reader) {
      const topics = places.map((place) => topicFor(place, reader));
      let answer = question.answer(topics.map(orderOf));
      if (reader === undefined) return answer;
      const part: Part = {
        hasChanged() {
          const now = question.answer(topics.map(orderOf));
          const changed = !question.isSame(answer, now);
          answer = now;
          return changed;
        },
      };
      for (const topic of topics) {
        topic.parts ??= new Map<Reader, Map<string, Part>>();
        const own = topic.parts.get(reader);
        if (own === undefined) topic.parts.set(reader, new Map([[question.id, part]]));
        else own.set(question.id, part);
        remember(reader, topic);
      }
      return answer;
    },
    release(reader) {
      for (const topic of itemsOf(readTopics.get(reader))) {
        topic.parts?.delete(reader);
        topic.readers = withoutItem(topic.readers, reader);
        if (topic.latest === reader) topic.latest = undefined;
        topic.presenceReaders = withoutItem(topic.presenceReaders, reader);
        topic.headReaders?.delete(reader);
        forgetUnused(topic);
      }
      readTopics.delete(reader);
      dirty.delete(reader);
    },
    takeDirty() {
      for (const [topic, before] of heads) {
        const now = orderOf(topic);
        const same = samePrefix(before, now);
        for (const [reader, limit] of topic.headReaders ?? []) if (same < limit && (same < before.length || same < now.length)) dirty.add(reader);
      }
      heads.clear();
      // Asking may look up, and so be remembered, while this goes on.
      for (const topic of [...asked]) {
        for (const [reader, parts] of [...(topic.parts ?? [])]) {
          if (!dirty.has(reader) && [...parts.values()].some((part) => part.hasChanged())) dirty.add(reader);
        }
      }
      asked.clear();
      const taken = dirty;
      dirty = new Set();
      return taken;
    },
  };
}

/** Two lists in order as one. */
function merge<Member>(left: readonly Member[], right: readonly Member[], compare: (a: Member, b: Member) => number): readonly Member[] {
  const merged: Member[] = [];
  let at = 0;
  for (const member of right) {
    for (let next = left[at]; next !== undefined && compare(next, member) <= 0; next = left[++at]) merged.push(next);
    merged.push(member);
  }
  for (let next = left[at]; next !== undefined; next = left[++at]) merged.push(next);
  return merged;
}

/** How many of the first members of two lists are the same. */
function samePrefix<Member>(left: readonly Member[], right: readonly Member[]): number {
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at++;
  return at;
}
