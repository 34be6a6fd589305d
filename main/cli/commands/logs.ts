import { isEventLog, type LogLine, type LogName, type LogSummary } from '../../../shared/logs/views.ts';
import { answerView } from '../../lab/door.ts';
import { exportLogs } from '../../lab/exports.ts';
import { writeAtOnce } from '../../lab/files/csv.ts';
import { refuseOwnFiles } from '../../lab/files/own.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { iso, type Json } from '../json.ts';
import { withDoor, withLab } from '../open-lab.ts';

const logs: Command = {
  usage: ['logs FILE WHERE'],
  about: 'Lists the logs of a device or of a server of the site.',
  positionals: [2, 2],
  options: {},
  run: (args) =>
    withDoor(args, (door) => door.view('logs.list', { where: args.positionals[1]! }).logs.map(summaryJson)),
};
const summaryJson = ({ lastAt, ...summary }: LogSummary): Json => ({
  ...summary,
  lastAt: lastAt === null ? null : iso(lastAt),
});

/** As many lines as a screen of the product's own viewer keeps at hand. */
const defaultTail = 200;

/** What a log leaves the lab as; an event log is a list, and a log of text is no list. */
const formats = ['cmtrace', 'csv', 'xml'] as const;

const log: Command = {
  usage: ['log FILE WHERE LOGNAME [--tail N]', 'log FILE WHERE LOGNAME --cmtrace|--csv|--xml PATH'],
  about: `Shows the last lines of a log, ${defaultTail} if no number is given, or writes all of it: as log readers open it, or an event log as CSV or XML.`,
  positionals: [3, 3],
  options: { tail: 'text', cmtrace: 'text', csv: 'text', xml: 'text' },
  run: (args) => {
    const [, where, name] = args.positionals as [string, string, string];
    const format = formats.find((one) => args.text(one) !== undefined);
    if (format !== undefined) return save(args, { where, log: name }, format);
    const tail = args.whole('tail', 1, 1_000_000) ?? defaultTail;
    return withDoor(args, (door) => {
      const view = door.view('logs.read', { where, log: name, tail });
      return { log: view.log, total: view.total, lines: view.lines.map(lineJson) };
    });
  },
};
function save(args: Args, asked: LogName, format: (typeof formats)[number]): Promise<Json> {
  const [lab] = args.positionals as [string];
  const file = args.text(format)!;
  if (args.text('tail') !== undefined) throw usage(`--tail is of no use with --${format}: the whole log is written.`);
  return withLab(args, ({ db }): Json => {
    refuseOwnFiles(lab, file);
    // Under the name that the log has there, which decides what it can be written as.
    const { log: name } = answerView(db, 'logs.read', { ...asked, tail: 1 });
    if (isEventLog(name) === (format === 'cmtrace'))
      throw usage(`${name} is ${isEventLog(name) ? 'an event log: --csv or --xml' : 'a log of text: --cmtrace'}.`);
    return { file, ...writeAtOnce(exportLogs(db, { of: [{ ...asked, log: name }] }, file, format).writing) };
  });
}

const lineJson = ({ at, component, severity, thread, text }: LogLine): Json => ({
  at: iso(at),
  component,
  severity,
  thread,
  text,
});

const shell: Command = {
  usage: ['shell FILE DEVICE|SERVER [--powershell] -- COMMAND…'],
  about:
    'Runs one command in the terminal of a device, as a local administrator who sits there; or in Windows PowerShell of a server, by its name or role.',
  positionals: [3, 500],
  options: { powershell: 'flag' },
  run: (args) => {
    const [, name, ...words] = args.positionals as [string, string, string, ...string[]];
    const command = commandLine(words);
    return withDoor(args, (door) => {
      const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
      const server = door.view('servers.list', {}).find((one) => same(one.role) || same(one.name));
      if (server) return door.input('servers.run', { server: server.role, command });
      const shell = args.has('powershell') ? ('powershell' as const) : ('cmd' as const);
      return door.input('desktop.run', { deviceId: name, command, ...(shell === 'cmd' ? {} : { shell }) });
    });
  },
};

/** One word is a whole line already; of several, those with blanks get back the quotes that the outer shell took away. */
const commandLine = (words: readonly string[]): string =>
  words.length === 1
    ? words[0]!
    : words.map((word) => (/\s/.test(word) && !word.includes('"') ? `"${word}"` : word)).join(' ');

const trigger: Command = {
  usage: ['trigger FILE DEVICE TRIGGER'],
  about: 'Sets something off at a device: a cycle of its client, a sign-in, a sync, a task.',
  positionals: [3, 3],
  options: {},
  run: (args) => {
    const [, name, id] = args.positionals as [string, string, string];
    return withDoor(args, (door) => {
      const deviceId = door.idOf('device', name);
      door.input('desktop.trigger', { deviceId, trigger: id });
      return { device: String(deviceId), trigger: id, at: iso(door.now) };
    });
  },
};

export const logCommands = { logs, log, shell, trigger };
