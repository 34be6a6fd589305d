import { csvDefaultModel, type NewDevice } from '../../../shared/autopilot/offers.ts';
import { isPlain } from '../../../shared/contract/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { readPersonsFile } from '../files/read.ts';

/**
 * Hardware hashes as Intune imports them: a header, then one computer a line, at most 500 rows, commas between fields and no quotation
 * marks. Files as Windows PowerShell writes them (Unicode of two bytes with its mark) are taken, as UTF-8 and ANSI are. Sources:
 * manual registration page of Windows Autopilot (its edition of 2022 for quotation marks and the case of the header), and real files.
 */
export type AutopilotCsv = {
  devices: NewDevice[];
  /** The line of each device in the file. */
  lines: number[];
  refused: { line: number; why: string }[];
};
export const mostAutopilotRows = 500;
const mostBytes = 8 * 1024 * 1024;
const needed = ['Device Serial Number', 'Windows Product ID', 'Hardware Hash'] as const;
const optional = ['Group Tag', 'Assigned User'] as const;
type Column = (typeof needed)[number] | (typeof optional)[number];

/** Throws `fileNotFound` when the file cannot be read, `fileMalformed` when it is no such file at all. */
export function readAutopilotCsv(path: string, model: string = csvDefaultModel): AutopilotCsv {
  let bytes: ReturnType<typeof readPersonsFile>;
  try {
    bytes = readPersonsFile(path, mostBytes);
  } catch (error) {
    throw new LabError('fileNotFound', `The file ${path} cannot be read.`, { cause: error });
  }
  if (bytes === 'tooLarge') throw new LabError('fileMalformed', 'The file is larger than 8 MB.');
  return parseAutopilotCsv(textOf(bytes), model);
}

/** By its mark Unicode of two bytes in either order; UTF-8 with or without one; bytes that are none of them are ANSI (Windows-1252). */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function parseAutopilotCsv(text: string, model: string = csvDefaultModel): AutopilotCsv {
  const { header, rows, total } = linesOf(text);
  if (!header) throw new LabError('fileMalformed', 'The file is empty.');
  const columns = columnsOf(header);
  if (total === 0) throw new LabError('fileMalformed', 'The file names no device below its header.');
  if (total > mostAutopilotRows)
    throw new LabError(
      'fileMalformed',
      `The file has ${total} rows; Intune takes at most ${mostAutopilotRows} at once.`,
    );
  const devices: AutopilotCsv['devices'] = [];
  const refused: AutopilotCsv['refused'] = [];
  const lineOfSerial = new Map<string, number>();
  for (const { line, text: content } of rows) {
    const cells = content.split(',');
    const cell = (column: Column): string => cells[columns.indexOf(column)]?.trim() ?? '';
    const serialNumber = cell('Device Serial Number');
    const why = content.includes('"')
      ? quoted
      : cells.length !== columns.length
        ? `The row has ${cells.length} fields, the header ${columns.length}.`
        : rowFault(cell, lineOfSerial);
    if (why !== null) {
      refused.push({ line, why });
      continue;
    }
    lineOfSerial.set(serialNumber.toLowerCase(), line);
    const assignedUser = cell('Assigned User');
    devices.push({
      serialNumber,
      model,
      groupTag: cell('Group Tag'),
      assignedUser: assignedUser === '' ? null : assignedUser,
    });
  }
  return { devices, lines: [...lineOfSerial.values()], refused };
}

const quoted = 'It has quotation marks, which Intune refuses (page of 2022): write the fields without.';
const malformed = (message: string): LabError => new LabError('fileMalformed', message);

/** What else than a comma stands between the fields of such a header, by the name that people know it by. */
const separators = [
  [';', 'a semicolon'],
  ['\t', 'a tab'],
  ['|', 'a vertical bar'],
] as const;

/**
 * Intune wants the three columns in this order and spelling, and knows two more behind them. Throws `fileMalformed` with the cause,
 * where a cause can be told.
 */
function columnsOf({ text }: Line): Column[] {
  if (/^\s*"?sep=/i.test(text))
    throw malformed(
      `The first line, "${text.slice(0, 20)}", names a separator for Excel: remove it. Intune wants commas.`,
    );
  const cells = text.split(',').map((cell) => cell.trim());
  const names = cells.map((cell) => cell.toLowerCase());
  if (text.includes('"') && names[0]!.replaceAll('"', '') === needed[0].toLowerCase())
    throw malformed(`The header: ${quoted}`);
  const other = separators.find(([separator]) =>
    text.toLowerCase().startsWith(`${needed[0].toLowerCase()}${separator}`),
  );
  if (other) throw malformed(`The separator is ${other[1]}: Intune takes commas only.`);
  if (needed.some((column, index) => names[index] !== column.toLowerCase()))
    throw malformed(
      `The header begins with Device Serial Number, Windows Product ID, Hardware Hash; "${cells.join(',').slice(0, 120)}" does not.`,
    );
  const known: readonly Column[] = [...needed, ...optional];
  const columns = names.map((name) => known.find((column) => column.toLowerCase() === name));
  const strange = cells.find((_, index) => columns[index] === undefined || names.indexOf(names[index]!) !== index);
  if (strange !== undefined) throw malformed(`The header has the column "${strange}", which Intune does not take.`);
  const miswritten = cells.find((cell, index) => cell !== columns[index]);
  if (miswritten !== undefined)
    throw malformed(
      `The header has "${miswritten}" in other letters than "${columns[cells.indexOf(miswritten)]}": Intune heeds small and capital letters there (page of 2022).`,
    );
  return columns as Column[];
}

/** First bytes of every hardware hash that the tool of Windows makes. Assumed from real files. */
const hashBegins = 'OA';

/** Intune answers 400 or 802 InvalidZtdHardwareHash to what is no hash; how far it looks into one is assumed. */
function hashFault(hash: string): string | null {
  if (hash === '') return 'The hardware hash is missing.';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(hash)) return 'The hardware hash is not Base64.';
  if (hash.length % 4 !== 0)
    return `The hardware hash has ${hash.length} characters: Base64 comes in fours, so something of it is missing.`;
  if (!Buffer.from(hash, 'base64').toString('latin1').startsWith(hashBegins))
    return 'The hardware hash is Base64 of something else (802, InvalidZtdHardwareHash).';
  return null;
}

function rowFault(cell: (column: Column) => string, lineOfSerial: ReadonlyMap<string, number>): string | null {
  const serial = cell('Device Serial Number');
  if (serial === '') return 'The serial number is missing.';
  if (!isPlain(serial)) return 'The serial number holds control or invisible characters.';
  if (serial.length > 60) return 'The serial number is longer than 60 characters.';
  const before = lineOfSerial.get(serial.toLowerCase());
  if (before !== undefined) return `The serial number ${serial} is in line ${before} already.`;
  const fault = hashFault(cell('Hardware Hash'));
  if (fault !== null) return fault;
  if (!isPlain(cell('Group Tag'))) return 'The group tag holds control or invisible characters.';
  if (cell('Group Tag').length > 60) return 'The group tag is longer than 60 characters.';
  const user = cell('Assigned User');
  if (user !== '' && !/^[^@\s]+@[^@\s]+$/.test(user)) return `The assigned user "${user}" is no user principal name.`;
  return null;
}

type Line = { line: number; text: string };

/**
 * Rows with their line numbers. No field of such a file spans lines; blank lines do not count. What is beyond the rows that Intune
 * takes is counted only: a file of millions of lines is looked through once.
 */
function linesOf(text: string): { header: Line | undefined; rows: Line[]; total: number } {
  const lines: Line[] = [];
  let line = 0;
  let filled = 0;
  for (const [content] of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    line += 1;
    if (!/\S/.test(content)) continue;
    filled += 1;
    if (lines.length <= mostAutopilotRows) lines.push({ line, text: content.replace(/[\r\n]+$/, '') });
  }
  const [header, ...rows] = lines;
  return { header, rows, total: Math.max(0, filled - 1) };
}
