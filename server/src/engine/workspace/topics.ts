/** Whoever reads a topic: a check of one resource, or of one group. Compared by identity. */
export type Reader = object;

interface Topic<Member> {
  readonly name: string;
  readonly members: Set<Member>;
  /** The members as they were last told, in order; those that have come since are in `added`. */
  ordered: readonly Member[] | undefined;
  added: Member[];
  readers?: Set<Reader>;
  presenceReaders?: Set<Reader>;
  /** Those who have read the first members, and how many of them. */
  headReaders?: Map<Reader, number>;
}

/**
 * Members (resources, mostly) by topic, and who has read which topic: the heart of incremental checking. A change of a topic makes its
 * readers dirty, and nobody else, so an edit costs what depends on it and not what the workspace holds.
 */
export interface Topics<Member> {
  add(name: string, member: Member): void;
  remove(name: string, member: Member): void;
  /** The members of a topic, in order. The reader is told of every change. */
  all(name: string, reader: Reader): readonly Member[];
  /** The first members of a topic, so many at most. The reader is told only when these change. */
  first(name: string, limit: number, reader: Reader): readonly Member[];
  /** Whether there is one. The reader is told only when that changes. */
  any(name: string, reader: Reader): boolean;
  /** Forgets what a reader has read. */
  release(reader: Reader): void;
  /** The readers whose topics have changed since the last call. */
  takeDirty(): ReadonlySet<Reader>;
}

export function createTopics<Member>(compare: (a: Member, b: Member) => number): Topics<Member> {
  const topics = new Map<string, Topic<Member>>();
  const readTopics = new Map<Reader, Set<Topic<Member>>>();
  /** Topics whose first members were read and may have changed, with what these were. */
  const heads = new Map<Topic<Member>, readonly Member[]>();
  let dirty = new Set<Reader>();

  const topicOf = (name: string): Topic<Member> => {
    let topic = topics.get(name);
    if (topic === undefined) {
      topic = { name, members: new Set(), ordered: undefined, added: [] };
      topics.set(name, topic);
    }
    return topic;
  };
  const change = (topic: Topic<Member>, presenceChanged: boolean): void => {
    if (topic.headReaders !== undefined && !heads.has(topic)) heads.set(topic, topic.ordered ?? []);
    for (const reader of topic.readers ?? []) dirty.add(reader);
    if (presenceChanged) for (const reader of topic.presenceReaders ?? []) dirty.add(reader);
  };
  const forgetUnused = (topic: Topic<Member>): void => {
    const isRead = (topic.readers?.size ?? 0) + (topic.presenceReaders?.size ?? 0) + (topic.headReaders?.size ?? 0) > 0;
    if (topic.members.size > 0 || isRead) return;
    topics.delete(topic.name);
    heads.delete(topic);
  };
  const remember = (reader: Reader, topic: Topic<Member>): void => {
    const read = readTopics.get(reader);
    if (read === undefined) readTopics.set(reader, new Set([topic]));
    else read.add(topic);
  };
  /** Not while members change: what is replaced has the place of its successor then, and the order is none. */
  const orderOf = (topic: Topic<Member>): readonly Member[] => {
    const { ordered, members, added } = topic;
    if (ordered?.length === members.size && added.length === 0) return ordered;
    if (ordered === undefined) topic.ordered = [...members].sort(compare);
    else {
      const fresh = new Set(added.filter((member) => members.has(member)));
      topic.ordered = merge(ordered.filter((member) => members.has(member) && !fresh.has(member)), [...fresh].sort(compare), compare);
    }
    topic.added = [];
    return topic.ordered;
  };

  return {
    add(name, member) {
      const topic = topicOf(name);
      if (topic.members.has(member)) return;
      topic.members.add(member);
      if (topic.ordered !== undefined) topic.added.push(member);
      change(topic, topic.members.size === 1);
    },
    remove(name, member) {
      const topic = topics.get(name);
      if (topic?.members.delete(member) !== true) return;
      change(topic, topic.members.size === 0);
      forgetUnused(topic);
    },
    all(name, reader) {
      const topic = topicOf(name);
      (topic.readers ??= new Set<Reader>()).add(reader);
      remember(reader, topic);
      return orderOf(topic);
    },
    first(name, limit, reader) {
      const topic = topicOf(name);
      topic.headReaders ??= new Map<Reader, number>();
      topic.headReaders.set(reader, Math.max(limit, topic.headReaders.get(reader) ?? 0));
      remember(reader, topic);
      return orderOf(topic).slice(0, limit);
    },
    any(name, reader) {
      const topic = topicOf(name);
      (topic.presenceReaders ??= new Set<Reader>()).add(reader);
      remember(reader, topic);
      return topic.members.size > 0;
    },
    release(reader) {
      for (const topic of readTopics.get(reader) ?? []) {
        topic.readers?.delete(reader);
        topic.presenceReaders?.delete(reader);
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
