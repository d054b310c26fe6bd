/** What an editor waits for: the bundled language server over standard input and output, and its peer on the same files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serverEnvironment } from '../../server/src/protocol/index.ts';
import { stopChildrenOnExit } from '../lib/processes.ts';
import { out, root } from '../lib/project.ts';
import { connect, type Server, type Session } from './client.ts';
import { networkPolicy, policyFile, workspaceFiles, writeFiles, type File } from './manifests.ts';
import { bareParse, median, quantile, type Measurement } from './measure.ts';

type Scenarios = Readonly<Record<string, () => Promise<readonly Measurement[]>>>;

const ours: Server = { script: join(out, 'server.js'), settings: {}, env: serverEnvironment };

/** The YAML extension's server, with a schema for the policies and without looking for others on the net. */
const peer: Server = {
  script: join(root, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server'),
  settings: {
    yaml: {
      validate: true, hover: true, completion: true, schemaStore: { enable: false }, kubernetesCRDStore: { enable: false },
      schemas: { [pathToFileURL(join(root, 'schemas', 'kubernetes', 'network-policy.json')).href]: '*.yaml' },
    },
  },
};

const targets = { startUp: 150, edit: 15, memory: 150 };

/** From the start of the process to the answer to `initialize`. */
async function startUp(server: Server, how = ''): Promise<readonly Measurement[]> {
  const taken: number[] = [];
  for (let round = 0; round < 11; round++) {
    const session = await connect(server);
    taken.push(session.startUp);
    await session.end();
  }
  return [{ what: `start → initialize answered${how}`, value: median(taken), p95: quantile(taken, 0.95), unit: 'ms', target: targets.startUp, ratio: median(taken) / bareParse(networkPolicy(1)) }];
}

/** As any editor starts it, and as ours does: with a folder for what Node has compiled of it. */
async function starts(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'egress-bench-'));
  try {
    const compiled = { ...serverEnvironment, NODE_COMPILE_CACHE: folder };
    return [...await startUp({ ...ours, env: {} }), ...await startUp({ ...ours, env: compiled }, ', as the extension starts it')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From an edit to its diagnostics, in a file of so many policies that no folder holds. */
async function edits(server: Server, documents: number): Promise<readonly Measurement[]> {
  const session = await connect(server);
  const uri = 'file:///bench/policies.yaml';
  const text = policyFile(documents);
  const name = documents.toLocaleString('en');
  const what = `${name} ${documents === 1 ? 'document' : 'documents in one file'}`;
  const opened = await open(session, uri, text);
  const typed = await type(session, uri, text, `name: allow-${Math.floor(documents / 2)}`, documents > 1000 ? 41 : 101);
  const memory = session.memory();
  await session.end();
  return [
    { what: `open → diagnostics, ${what}`, value: opened, unit: 'ms' },
    ...told(`edit → diagnostics, ${what}`, typed, documents === 2_000 ? targets.edit : undefined),
    { what: '… resident memory', value: memory, unit: 'MB', ...(documents === 2_000 ? { target: targets.memory } : {}) },
  ];
}

/** The same in one file of a workspace of so many documents. */
async function workspace(documents: number): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'egress-bench-'));
  try {
    const files = workspaceFiles(documents);
    writeFiles(folder, files);
    return await inWorkspace(folder, files, documents.toLocaleString('en'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inWorkspace(folder: string, files: readonly File[], count: string): Promise<readonly Measurement[]> {
  const session = await connect(ours, pathToFileURL(folder).href);
  const begin = performance.now();
  await session.connection.sendRequest('egress/lintWorkspace', null);
  const indexed = performance.now() - begin;
  const number = Math.floor(files.length / 2);
  const file = files[number];
  if (file === undefined) return [];
  const uri = pathToFileURL(join(folder, file.name)).href;
  await open(session, uri, file.text);
  const typed = await type(session, uri, file.text, `name: allow-${number}`, 101);
  const memory = session.memory();
  await session.end();
  return [
    { what: `index of a workspace of ${count} documents`, value: indexed, unit: 'ms' },
    ...told(`edit → diagnostics, workspace of ${count} documents`, typed),
    { what: '… resident memory', value: memory, unit: 'MB' },
  ];
}

function told(what: string, taken: readonly number[], target?: number): readonly Measurement[] {
  return [{ what, value: median(taken), p95: quantile(taken, 0.95), unit: 'ms', ratio: median(taken) / bareParse(networkPolicy(1)), ...(target === undefined ? {} : { target }) }];
}

async function open(session: Session, uri: string, text: string): Promise<number> {
  const begin = performance.now();
  const published = session.diagnostics(uri, 1);
  void session.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  await published;
  return performance.now() - begin;
}

/** Types a digit behind a text and takes it away again, as often as asked; gives the times, without those to warm up. */
async function type(session: Session, uri: string, text: string, behind: string, rounds: number): Promise<readonly number[]> {
  const offset = text.indexOf(behind) + behind.length;
  const line = text.slice(0, offset).split('\n').length - 1;
  const character = offset - text.lastIndexOf('\n', offset - 1) - 1;
  const taken: number[] = [];
  const warmUp = Math.ceil(rounds / 4);
  for (let round = 0; round < rounds + warmUp; round++) {
    const version = round + 2;
    const typed = round % 2 === 0;
    const published = session.diagnostics(uri, version);
    const begin = performance.now();
    void session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: { line, character }, end: { line, character: typed ? character : character + 1 } }, text: typed ? '9' : '' }],
    });
    await published;
    if (round >= warmUp) taken.push(performance.now() - begin);
    // A person types with pauses, in which a server may do what it has put off.
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  return taken;
}

stopChildrenOnExit();

/** The scenarios of our server, as it is shipped. */
export const serverScenarios: Scenarios = {
  'server-start': starts,
  'server-edit-1': () => edits(ours, 1),
  'server-edit-500': () => edits(ours, 500),
  'server-edit-2000': () => edits(ours, 2_000),
  'server-workspace-10000': () => workspace(10_000),
};

/** The same of yaml-language-server. It does not look at files that are not open. */
export const peerScenarios: Scenarios = {
  'peer-start': () => named(startUp(peer)),
  'peer-edit-1': () => named(edits(peer, 1)),
  'peer-edit-500': () => named(edits(peer, 500)),
  'peer-edit-2000': () => named(edits(peer, 2_000)),
};

async function named(measured: Promise<readonly Measurement[]>): Promise<readonly Measurement[]> {
  return (await measured).map(({ what, value, unit, ratio, p95 }) => ({
    what: what.startsWith('…') ? what : `yaml-language-server: ${what}`, value, unit, ...(ratio === undefined ? {} : { ratio }), ...(p95 === undefined ? {} : { p95 }),
  }));
}
