import { csvDefaultModel, type NewDevice } from '../../../shared/autopilot/offers.ts';
import { isPlain } from '../../../shared/contract/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { readPersonsFile } from '../files/read.ts';

/**
 * Hardware hashes as Intune imports them: a header, then one computer a line. Intune takes UTF-8 or ANSI and no Unicode of two
 * bytes, at most 500 rows. Source: manual registration page of Windows Autopilot.
 */
export type AutopilotCsv = {
  devices: NewDevice[];
  /** The line of each device in the file. */
  lines: number[];
  refused: { line: number; why: string }[];
};
export const mostAutopilotRows = 500;
const mostBytes = 8 * 1024 * 1024;
const needed = ['device serial number', 'windows product id', 'hardware hash'] as const;
const optional = ['group tag', 'assigned user'] as const;
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

/** UTF-8 with or without its mark; bytes that are none are taken as ANSI (Windows-1252). */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new LabError('fileMalformed', 'The file is Unicode of two bytes; Intune takes UTF-8 or ANSI.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function parseAutopilotCsv(text: string, model: string = csvDefaultModel): AutopilotCsv {
  const { header, rows, total } = linesOf(text);
  if (!header) throw new LabError('fileMalformed', 'The file is empty.');
  const columns = columnsOf(header.cells);
  if (total === 0) throw new LabError('fileMalformed', 'The file names no device below its header.');
  if (total > mostAutopilotRows)
    throw new LabError(
      'fileMalformed',
      `The file has ${total} rows; Intune takes at most ${mostAutopilotRows} at once.`,
    );
  const devices: AutopilotCsv['devices'] = [];
  const refused: AutopilotCsv['refused'] = [];
  const lineOfSerial = new Map<string, number>();
  for (const { line, cells, isOpen } of rows) {
    const cell = (column: Column): string => cells[columns.indexOf(column)]?.trim() ?? '';
    const serialNumber = cell('device serial number');
    const why = isOpen
      ? 'A quotation mark is not closed.'
      : cells.length !== columns.length
        ? `The row has ${cells.length} fields, the header ${columns.length}.`
        : rowFault(cell, lineOfSerial);
    if (why !== null) {
      refused.push({ line, why });
      continue;
    }
    lineOfSerial.set(serialNumber.toLowerCase(), line);
    const assignedUser = cell('assigned user');
    devices.push({
      serialNumber,
      model,
      groupTag: cell('group tag'),
      assignedUser: assignedUser === '' ? null : assignedUser,
    });
  }
  return { devices, lines: [...lineOfSerial.values()], refused };
}

/** Intune wants the three columns in this order, and knows two more behind them. */
function columnsOf(cells: readonly string[]): Column[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const known: readonly Column[] = [...needed, ...optional];
  const missing = needed.find((column, index) => names[index] !== column);
  if (missing !== undefined)
    throw new LabError(
      'fileMalformed',
      `The header begins with Device Serial Number, Windows Product ID, Hardware Hash; "${cells.join(',').slice(0, 120)}" does not.`,
    );
  const strange = names.find(
    (name, index) => !known.some((column) => column === name) || names.indexOf(name) !== index,
  );
  if (strange !== undefined)
    throw new LabError('fileMalformed', `The header has the column "${strange}", which Intune does not take.`);
  return names as Column[];
}

function rowFault(cell: (column: Column) => string, lineOfSerial: ReadonlyMap<string, number>): string | null {
  const serial = cell('device serial number');
  if (serial === '') return 'The serial number is missing.';
  if (!isPlain(serial)) return 'The serial number holds control or invisible characters.';
  if (serial.length > 60) return 'The serial number is longer than 60 characters.';
  const before = lineOfSerial.get(serial.toLowerCase());
  if (before !== undefined) return `The serial number ${serial} is in line ${before} already.`;
  const hash = cell('hardware hash');
  if (hash === '') return 'The hardware hash is missing.';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(hash)) return 'The hardware hash is not Base64.';
  if (!isPlain(cell('group tag'))) return 'The group tag holds control or invisible characters.';
  if (cell('group tag').length > 60) return 'The group tag is longer than 60 characters.';
  const user = cell('assigned user');
  if (user !== '' && !/^[^@\s]+@[^@\s]+$/.test(user)) return `The assigned user "${user}" is no user principal name.`;
  return null;
}

type Line = { line: number; cells: string[]; isOpen: boolean };

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
    if (lines.length <= mostAutopilotRows) lines.push({ line, ...cellsOf(content.replace(/[\r\n]+$/, '')) });
  }
  const [header, ...rows] = lines;
  return { header, rows, total: Math.max(0, filled - 1) };
}

/** Fields may be quoted, and a doubled quotation mark within stands for one. */
function cellsOf(line: string): { cells: string[]; isOpen: boolean } {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const character = line.charAt(i);
    if (character === '"' && isQuoted && line[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (character === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return { cells: [...cells, cell], isOpen: isQuoted };
}
