/** Reads zip archives, which is what a .vsix is. Enough for the archives that `vsce` writes: no zip64, no encryption. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly read: () => Buffer;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/** The files of an archive, in the order of its directory. */
export function readZip(path: string): readonly Entry[] {
  const bytes = readFileSync(path);
  const end = findEnd(bytes, path);
  const count = bytes.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw new Error(`${path}: the directory of the archive is damaged`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const entry = { method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), offset: bytes.readUInt32LE(at + 42) };
    if (!name.endsWith('/')) entries.push({ name, size: bytes.readUInt32LE(at + 24), read: () => content(bytes, entry) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes the files of an archive below a folder. */
export function unzip(path: string, folder: string): void {
  for (const entry of readZip(path)) {
    const target = join(folder, entry.name);
    if (!target.startsWith(folder + sep)) throw new Error(`${path}: ${entry.name} lies outside of the archive`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entry.read());
  }
}

function findEnd(bytes: Buffer, path: string): number {
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error(`${path} is not a zip archive`);
}

function content(bytes: Buffer, entry: { readonly method: number; readonly packed: number; readonly offset: number }): Buffer {
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  return entry.method === 0 ? packed : inflateRawSync(packed);
}
