/** Whoever reads a topic: a check of one resource, or of one group. Compared by identity. */
export type Reader = object;

interface Topic<Member> {
  readonly name: string;
  readonly members: Set<Member>;
  ordered: readonly Member[] | undefined;
  readonly readers: Set<Reader>;
  readonly presenceReaders: Set<Reader>;
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
  let dirty = new Set<Reader>();

  const topicOf = (name: string): Topic<Member> => {
    let topic = topics.get(name);
    if (topic === undefined) {
      topic = { name, members: new Set(), ordered: undefined, readers: new Set(), presenceReaders: new Set() };
      topics.set(name, topic);
    }
    return topic;
  };
  const change = (topic: Topic<Member>, presenceChanged: boolean): void => {
    topic.ordered = undefined;
    for (const reader of topic.readers) dirty.add(reader);
    if (presenceChanged) for (const reader of topic.presenceReaders) dirty.add(reader);
  };
  const forgetUnused = (topic: Topic<Member>): void => {
    if (topic.members.size === 0 && topic.readers.size === 0 && topic.presenceReaders.size === 0) topics.delete(topic.name);
  };
  const remember = (reader: Reader, topic: Topic<Member>): void => {
    const read = readTopics.get(reader);
    if (read === undefined) readTopics.set(reader, new Set([topic]));
    else read.add(topic);
  };

  return {
    add(name, member) {
      const topic = topicOf(name);
      topic.members.add(member);
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
      topic.readers.add(reader);
      remember(reader, topic);
      topic.ordered ??= [...topic.members].sort(compare);
      return topic.ordered;
    },
    any(name, reader) {
      const topic = topicOf(name);
      topic.presenceReaders.add(reader);
      remember(reader, topic);
      return topic.members.size > 0;
    },
    release(reader) {
      for (const topic of readTopics.get(reader) ?? []) {
        topic.readers.delete(reader);
        topic.presenceReaders.delete(reader);
        forgetUnused(topic);
      }
      readTopics.delete(reader);
      dirty.delete(reader);
    },
    takeDirty() {
      const taken = dirty;
      dirty = new Set();
      return taken;
    },
  };
}
