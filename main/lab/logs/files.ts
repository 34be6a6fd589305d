import { isEventLog, type LogLine, type LogName } from '../../../shared/logs/views.ts';
import { formatIso } from '../../../shared/time.ts';

/** Severities by the numbers of the client's logs. */
const types = { info: 1, warning: 2, error: 3 } as const;

/**
 * A line as the client writes it to its files, so that the readers which people own open it; in UTC, with the bias that says so. The
 * text cannot end its own frame.
 */
export function cmtraceLine({ at, component, severity, text, thread, log }: LogLine & LogName): string {
  const moment = formatIso(at);
  const [year, month, day] = moment.slice(0, 10).split('-');
  const told = text.replaceAll(']LOG]!>', ']LOG] !>').replace(/\r?\n/g, ' ');
  return `<![LOG[${told}]LOG]!><time="${moment.slice(11, 19)}.000+000" date="${month}-${day}-${year}" component="${component}" context="" type="${types[severity]}" thread="${thread}" file="${log}">\r\n`;
}

const levels = { info: 'Information', warning: 'Warning', error: 'Error' } as const;
export const eventHeader = ['Level', 'Date and Time', 'Source', 'Log', 'Message'] as const;
/** A line of an event log, as Event Viewer saves lists. */
export const eventCells = ({ at, component, severity, text, log }: LogLine & LogName): string[] => [
  levels[severity],
  formatIso(at),
  component,
  log,
  text,
];

/** Whether the file of these logs is a list of events and no log of text. */
export const areEvents = (of: readonly LogName[]): boolean => of.every(({ log }) => isEventLog(log));
