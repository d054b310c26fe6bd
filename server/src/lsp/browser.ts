// The server as a web worker. Outside a worker this is the engine alone, for the server for Node: the rest is not even loaded.
export * from '../engine/index.ts';

// Messages wait until what is ready at once has run: none is lost.
if (typeof DedicatedWorkerGlobalScope === 'function' && self instanceof DedicatedWorkerGlobalScope) void import('./worker.ts');
