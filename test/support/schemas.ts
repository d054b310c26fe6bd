// The schema files as they are written, by their path below `schemas/`.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../../schemas/schema.ts';

const home = join(import.meta.dirname, '../../schemas');

export const schemaFiles: Readonly<Record<string, Schema>> = Object.fromEntries(readdirSync(home, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json') && path.includes('/'))
  .map((path) => [path, JSON.parse(readFileSync(join(home, path), 'utf8')) as Schema]));
