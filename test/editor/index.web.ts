/** What the editor runs where the extension lives in a web worker: there is no test that it cannot pass. */
export { run } from './index.ts';
