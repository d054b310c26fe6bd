/**
 * The text of a file, without a byte order mark: UTF-8, or UTF-16 where a mark says so (Windows PowerShell writes that).
 * `undefined` where the bytes are no text. What is not quite UTF-8 is none to Kubernetes; editors show it, with a sign in place
 * of what they cannot read, and so it is read if `lenient`.
 */
export function decodeText(bytes: Uint8Array, lenient = false): string | undefined {
  const text = decode(bytes, lenient);
  return text?.includes('\0') === true ? undefined : text;
}

function decode(bytes: Uint8Array, lenient: boolean): string | undefined {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: !lenient });
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
