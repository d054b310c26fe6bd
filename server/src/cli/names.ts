import { relative, resolve, sep } from 'node:path';
import { isWithin } from '../files/ignore-files.ts';

/** A path as it is printed: relative to the folder where it lies below it, else absolute; always with `/`. */
export function nameFrom(folder: string, path: string, cwd = folder): string {
  const absolute = resolve(cwd, path);
  const name = isWithin(folder, absolute) ? relative(folder, absolute) : absolute;
  return name.split(sep).join('/');
}
