import { isUtf8 } from 'node:buffer';

/**
 * The text of a file, without a byte order mark: UTF-8, or UTF-16 where a mark says so (Windows PowerShell writes that).
 * `undefined` where the bytes are no text.
 */
export function decodeText(bytes: Buffer): string | undefined {
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) return undefined;
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
