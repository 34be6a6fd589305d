import { LabError, type ErrorCode } from '../../shared/contract/errors.ts';

const codes: readonly [RegExp, ErrorCode, string][] = [
  [/^SQLITE_(CORRUPT|FORMAT)/, 'damaged', 'The lab file is damaged'],
  [/^SQLITE_NOTADB/, 'foreign', 'The file is not a lab'],
  [/^SQLITE_FULL|^SQLITE_IOERR_SHMSIZE|^ENOSPC/, 'diskFull', 'The disk is full'],
  [/^SQLITE_BUSY|^SQLITE_LOCKED/, 'locked', 'The lab is in use by another program'],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|IOERR_WRITE)|^E(ACCES|PERM|ROFS)/,
    'fileNotWritable',
    'The lab file cannot be opened for writing',
  ],
  [/^SQLITE_IOERR/, 'damaged', 'Reading or writing the lab file failed'],
  [/^(ENOTDIR|EEXIST)/, 'fileNotWritable', 'A file stands where a folder is needed'],
  [/EISDIR$/, 'foreign', 'The path is a folder, not a lab'],
  [/^ENOENT/, 'fileNotFound', 'The file does not exist'],
  [/^E(LOOP|NAMETOOLONG)/, 'fileNotFound', 'The path leads nowhere'],
];

/**
 * Turns what SQLite or the file system threw into the failure a person can act on; anything else passes unchanged. Their own words
 * stay as its cause: they help whoever mends the program, and nobody else.
 */
export function asLabError(error: unknown, path?: string): unknown {
  if (error instanceof SyntaxError) {
    const message = `A text in the lab file cannot be read${path ? `: ${path}` : ''}.`;
    return new LabError('damaged', message, { cause: error });
  }
  if (error instanceof LabError || !(error instanceof Error) || !('code' in error)) return error;
  const code = error.message.includes('unsupported file format') ? 'SQLITE_FORMAT' : String(error.code);
  const known = codes.find(([pattern]) => pattern.test(code));
  if (!known) return error;
  const [, labCode, sentence] = known;
  return new LabError(labCode, `${sentence}${path ? `: ${path}` : ''}.`, { cause: error });
}
