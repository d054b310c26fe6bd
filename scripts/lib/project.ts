/** Where things lie in the repository, and what the package says of itself. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');
export const out = join(root, 'out');
/** What is downloaded once and kept between runs. Outside `node_modules`, which `npm ci` empties. */
export const cache = process.env['EGRESS_CACHE'] ?? join(root, '.cache');

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
}

function readPackage(): Package {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
}

export function vsixPath(): string {
  const { name, version } = readPackage();
  return join(root, `${name}-${version}.vsix`);
}

/** True where nobody looks at the screen or answers a question. */
export const unattended = Boolean(process.env['CI']);
