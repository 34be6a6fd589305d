import { randomUUID } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { LabError } from '../../../shared/contract/errors.ts';
import { asLabError } from '../../db/sqlite-errors.ts';

/**
 * One line of CSV. A cell that a spreadsheet would read as a formula is made text by a leading apostrophe: device names
 * come from people, and an export is opened by administrators.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type Writing = Generator<number, { rows: number }>;
const writtenAtOnce = 64 * 1024;

/**
 * Writes a file of CSV as its rows come, and says between pieces how many are written, so that whoever writes it can do other things
 * meanwhile. Nothing but the finished file ever has its name. Throws what its rows throw, or a LabError that names the target.
 */
export const writeCsv = (to: string, header: readonly string[], rows: Iterable<readonly string[]>): Writing =>
  // Excel recognizes UTF-8 by its mark.
  writeLines(to, `\uFEFF${csvLine(header)}`, linesOf(rows));
function* linesOf(rows: Iterable<readonly string[]>): Generator<string> {
  for (const cells of rows) yield csvLine(cells);
}

/** The same for any text that comes line by line, after a first one and before a last one. */
export function* writeLines(to: string, first: string, lines: Iterable<string>, last = ''): Writing {
  // A name of its own: whatever lies beside the target is somebody's.
  const part = `${to}.${randomUUID()}.part`;
  const onDisk = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw ofTarget(error, to);
    }
  };
  const file = onDisk(() => openSync(part, 'wx'));
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  try {
    let text = first;
    let done = 0;
    for (const line of lines) {
      text += line;
      done += 1;
      if (text.length < writtenAtOnce) continue;
      onDisk(() => writeFileSync(file, text));
      text = '';
      yield done;
    }
    onDisk(() => {
      writeFileSync(file, text + last);
      close();
      renameSync(part, to);
    });
    return { rows: done };
  } finally {
    close();
    rmSync(part, { force: true });
  }
}

/** The system's own words name the file under its first name; its code says as much. */
function ofTarget(error: unknown, to: string): unknown {
  const known = asLabError(error, to);
  if (!(known instanceof LabError)) return known;
  const { code } = error as NodeJS.ErrnoException;
  return new LabError(known.code, `${to} cannot be written (${code}).`, { cause: error });
}

/** Writes all of it before anything else happens. */
export function writeAtOnce(writing: Writing): { rows: number } {
  for (;;) {
    const step = writing.next();
    if (step.done) return step.value;
  }
}
