import type { Resource } from '../model/resource.ts';

/** Whoever reads a topic: a check of one resource, or of one group. Compared by identity. */
export type Reader = object;

interface Topic {
  readonly name: string;
  readonly resources: Set<Resource>;
  ordered: readonly Resource[] | undefined;
  readonly readers: Set<Reader>;
  readonly presenceReaders: Set<Reader>;
}

/**
 * Resources by topic, and who has read which topic: the heart of incremental checking. A change of a topic makes its
 * readers dirty, and nobody else, so an edit costs what depends on it and not what the workspace holds.
 */
export interface Topics {
  add(name: string, resource: Resource): void;
  remove(name: string, resource: Resource): void;
  /** The resources under a topic, in the order of files and places. The reader is told of every change. */
  all(name: string, reader: Reader): readonly Resource[];
  /** Whether there is one. The reader is told only when that changes. */
  any(name: string, reader: Reader): boolean;
  /** Forgets what a reader has read. */
  release(reader: Reader): void;
  /** The readers whose topics have changed since the last call. */
  takeDirty(): ReadonlySet<Reader>;
}

export function createTopics(): Topics {
  const topics = new Map<string, Topic>();
  const readTopics = new Map<Reader, Set<Topic>>();
  let dirty = new Set<Reader>();

  const topicOf = (name: string): Topic => {
    let topic = topics.get(name);
    if (topic === undefined) {
      topic = { name, resources: new Set(), ordered: undefined, readers: new Set(), presenceReaders: new Set() };
      topics.set(name, topic);
    }
    return topic;
  };
  const change = (topic: Topic, presenceChanged: boolean): void => {
    topic.ordered = undefined;
    for (const reader of topic.readers) dirty.add(reader);
    if (presenceChanged) for (const reader of topic.presenceReaders) dirty.add(reader);
  };
  const forgetUnused = (topic: Topic): void => {
    if (topic.resources.size === 0 && topic.readers.size === 0 && topic.presenceReaders.size === 0) topics.delete(topic.name);
  };
  const remember = (reader: Reader, topic: Topic): void => {
    const read = readTopics.get(reader);
    if (read === undefined) readTopics.set(reader, new Set([topic]));
    else read.add(topic);
  };

  return {
    add(name, resource) {
      const topic = topicOf(name);
      topic.resources.add(resource);
      change(topic, topic.resources.size === 1);
    },
    remove(name, resource) {
      const topic = topics.get(name);
      if (topic?.resources.delete(resource) !== true) return;
      change(topic, topic.resources.size === 0);
      forgetUnused(topic);
    },
    all(name, reader) {
      const topic = topicOf(name);
      topic.readers.add(reader);
      remember(reader, topic);
      topic.ordered ??= [...topic.resources].sort(byPlace);
      return topic.ordered;
    },
    any(name, reader) {
      const topic = topicOf(name);
      topic.presenceReaders.add(reader);
      remember(reader, topic);
      return topic.resources.size > 0;
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

/** The order of resources in a workspace: by file name, then by place. Same input, same order. */
export function byPlace(a: Resource, b: Resource): number {
  if (a.entry.uri !== b.entry.uri) return a.entry.uri < b.entry.uri ? -1 : 1;
  if (a.entry.index !== b.entry.index) return a.entry.index - b.entry.index;
  return a.root.span.start - b.root.span.start;
}
