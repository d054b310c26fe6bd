/**
 * What a client adds to the environment of the server's process. By glibc's own measure every thread of Node's keeps memory of its own that it
 * once needed for collecting or compiling: some 20 MB of which nothing is in use. It is read when the process starts; elsewhere it means nothing.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
