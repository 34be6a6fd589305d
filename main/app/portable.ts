import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of this name beside the program keeps everything that the program writes beside it too, as on a stick. */
export const portableMarker = 'portable';

/** Where a portable program keeps labs, preferences and log; undefined for an installed one. */
export function portableData(program: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  // The portable build for Windows unpacks itself elsewhere and tells where it was started.
  const folder = env['PORTABLE_EXECUTABLE_DIR'] ?? dirname(program);
  const isPortable = env['PORTABLE_EXECUTABLE_DIR'] !== undefined || existsSync(join(folder, portableMarker));
  return isPortable ? join(folder, 'Tandem data') : undefined;
}
