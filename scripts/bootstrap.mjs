/**
 * Runs `scripts/<name>.ts` with the Node the project is built with, installing the dependencies first where they are
 * missing. Plain JavaScript without imports from npm, so that it starts on Node 20 in a fresh clone:
 * `node scripts/bootstrap.mjs <name> [arguments]`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';

const [name, ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (name === undefined || !existsSync(script)) fail(`usage: node scripts/bootstrap.mjs <name of a script> [arguments]`);

const missing = missingDependencies();
if (missing.length > 0) install(missing);
const node = projectNode();
run(node, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, ...args]);

/** The dependencies of package.json that are not installed in the version it names. */
function missingDependencies() {
  const { devDependencies } = readJson(join(root, 'package.json'));
  return Object.entries(devDependencies)
    .filter(([dependency, version]) => installedVersion(dependency) !== version)
    .map(([dependency]) => dependency);
}

function installedVersion(dependency) {
  const manifest = join(modules, dependency, 'package.json');
  return existsSync(manifest) ? readJson(manifest).version : undefined;
}

function install(dependencies) {
  const some = dependencies.slice(0, 3).join(', ');
  console.log(`Installing dependencies (${dependencies.length} missing: ${some}${dependencies.length > 3 ? ', …' : ''})`);
  const locked = existsSync(join(root, 'package-lock.json'));
  // Errors only: npm warns that today's Node is too old for packages that will run on the Node being installed.
  const command = [locked ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: windows });
  if (status !== 0) fail(`npm ${command.join(' ')} failed`);
}

/** The binary of the npm package `node`. Its install script fetches it; npm may have been told to run no such scripts. */
function projectNode() {
  const binary = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
  if (!runs(binary)) {
    finishInstall('node', 'installArchSpecificPackage.js');
    linkNode();
  }
  if (!runs(join(modules, 'esbuild', 'bin', 'esbuild'), process.execPath)) finishInstall('esbuild', 'install.js');
  if (runs(binary)) return binary;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail('The npm package "node" did not bring its binary, and this Node is older than 24. Install Node 24 and try again.');
}

function runs(binary, through) {
  if (!existsSync(binary)) return false;
  if (spawnSync(binary, ['--version'], { stdio: 'ignore' }).status === 0) return true;
  return windows && through !== undefined && spawnSync(through, [binary, '--version'], { stdio: 'ignore' }).status === 0;
}

function finishInstall(dependency, installer) {
  console.log(`Finishing the install of ${dependency}`);
  spawnSync(process.execPath, [installer], { cwd: join(modules, dependency), stdio: ['ignore', 'ignore', 'inherit'] });
}

/** npm links only the commands that exist when it installs. */
function linkNode() {
  const link = join(modules, '.bin', 'node');
  if (!windows && !existsSync(link)) symlinkSync(join('..', 'node', 'bin', 'node'), link);
}

function run(command, commandArgs) {
  const path = [join(modules, '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm's shell may be killed without a word to us.
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) child.kill('SIGTERM'); }, 500).unref();
  child.on('error', error => fail(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
