const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or folder',
  ENOTDIR: 'A part of the path is a file, not a folder',
  EACCES: 'Permission denied',
  EPERM: 'Permission denied',
  ELOOP: 'Its links lead in a circle',
  ENAMETOOLONG: 'The path is too long',
  EISDIR: 'It is a folder',
  EIO: 'The disk cannot be read',
};

/** Why something could not be opened, in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? error.message;
}
