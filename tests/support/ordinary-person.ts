import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The system lets its administrator write everywhere, so an administrator tries as somebody else what has to be refused. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

/** Gives a folder with all that is in it to the person of `asPerson`. */
export function givePerson(folder: string): void {
  if (nobody === undefined) return;
  for (const path of [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ])
    chownSync(path, nobody, nobody);
}

/** Which code a person without rights of the administrator is refused with by a process of their own; 'done' when by none. */
export function codeForPerson(module: string, call: string): string {
  const url = pathToFileURL(resolve(import.meta.dirname, '../..', module)).href;
  const script = `import * as tandem from '${url}';
    try { await (${call})(tandem); console.log('done'); } catch (error) { console.log(error.code); }`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  }).trim();
}

/** The same of opening a lab. */
export const openedByPerson = (file: string): string =>
  codeForPerson('main/lab/lab.ts', `({ Lab }) => Lab.open(${JSON.stringify(file)}).close()`);
