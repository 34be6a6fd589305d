import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/**
 * The bytes of a file that a person named; 'tooLarge' above `mostBytes`. Throws what the system says, and for everything that
 * is no regular file: a pipe or a device may never end, and opening one may wait for ever.
 */
export function readPersonsFile(path: string, mostBytes: number): Buffer | 'tooLarge' {
  // Windows knows no such flag, and nothing is added then.
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw new Error(`${path} is no regular file.`);
    return stat.size > mostBytes ? 'tooLarge' : readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}
