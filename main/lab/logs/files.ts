import { isEventLog, type LocalLine, type LogName } from '../../../shared/logs/views.ts';
import { formatIso, usMoment } from '../../../shared/time.ts';

/** Severities by the numbers of the client's logs. */
const types = { info: 1, warning: 2, error: 3 } as const;

/** `-120` at two hours east of UTC: minutes from local time to UTC, signed, in three digits at least. */
const bias = (offset: number): string => `${offset > 0 ? '-' : '+'}${String(Math.abs(offset) / 60).padStart(3, '0')}`;

/**
 * A line as the client writes it to its files, so that the readers which people own open it: in the local time of the machine, with
 * the bias that leads from there to UTC. The text cannot end its own frame.
 */
export function cmtraceLine({ at, offset, component, severity, text, thread, log }: LocalLine & LogName): string {
  const moment = formatIso(at + offset);
  const [year, month, day] = moment.slice(0, 10).split('-');
  const told = text.replaceAll(']LOG]!>', ']LOG] !>').replace(/\r?\n/g, ' ');
  return `<![LOG[${told}]LOG]!><time="${moment.slice(11, 19)}.000${bias(offset)}" date="${month}-${day}-${year}" component="${component}" context="" type="${types[severity]}" thread="${thread}" file="${log}">\r\n`;
}

const levels = { info: 'Information', warning: 'Warning', error: 'Error' } as const;
export const eventHeader = ['Level', 'Date and Time', 'Source', 'Log', 'Message'] as const;
/** A line of an event log, as Event Viewer saves lists: in the local time of the machine, as a US English Windows writes it. */
export const eventCells = ({ at, offset, component, severity, text, log }: LocalLine & LogName): string[] => [
  levels[severity],
  usMoment(at, offset),
  component,
  log,
  text,
];

/** Whether the file of these logs is a list of events and no log of text. */
export const areEvents = (of: readonly LogName[]): boolean => of.every(({ log }) => isEventLog(log));
