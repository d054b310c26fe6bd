/** The licences of the packages that are part of the bundles, as their authors ask. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './project.ts';

export function notices(metafiles: readonly Metafile[]): string {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(inputs.flatMap(input => packageFolder(input) ?? []));
  const parts = [...folders].sort().map(notice);
  return `The bundles of this extension contain the packages below, each under its own licence.\n\n${parts.join('\n\n')}\n`;
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` lies in `node_modules/a/node_modules/@b/c`. */
function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function notice(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<'name' | 'version', string>;
  const file = readdirSync(join(root, folder)).find(entry => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} brings no licence text`);
  const line = '-'.repeat(70);
  return `${line}\n${name} ${version}\n${line}\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
}
