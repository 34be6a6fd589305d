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
/** The number of an event stands before its words; an event that no page numbers has none. */
function eventOf(text: string): { id: string; message: string } {
  const [, id = '', message = text] = /^Event (\d+): (.*)$/s.exec(text) ?? [];
  return { id, message };
}
export const eventHeader = ['Level', 'Date and Time', 'Source', 'Event ID', 'Log', 'Message'] as const;
/** A line of an event log, as Event Viewer saves lists: in the local time of the machine, as a US English Windows writes it. */
export function eventCells({ at, offset, component, severity, text, log }: LocalLine & LogName): string[] {
  const { id, message } = eventOf(text);
  return [levels[severity], usMoment(at, offset), component, id, log, message];
}

/** Levels by the numbers of Windows' event schema. */
const levelNumbers = { info: 4, warning: 3, error: 2 } as const;
export const xmlBegin = '<?xml version="1.0" encoding="utf-8"?>\r\n<Events>\r\n';
export const xmlEnd = '</Events>\r\n';
/** The same in the shape of Windows' event schema, whose times are UTC: system part, and the words as they are rendered. */
export function eventXml({ at, component, severity, text, where, log }: LocalLine & LogName): string {
  const { id, message } = eventOf(text);
  const system = [
    `<Provider Name="${escaped(`Microsoft-Windows-${component}`)}"/>`,
    `<EventID>${id === '' ? '0' : id}</EventID>`,
    `<Level>${levelNumbers[severity]}</Level>`,
    `<TimeCreated SystemTime="${formatIso(at)}"/>`,
    `<Channel>${escaped(`Microsoft-Windows-${log}`)}</Channel>`,
    `<Computer>${escaped(where)}</Computer>`,
  ];
  const rendered = `<RenderingInfo Culture="en-US"><Message>${escaped(message)}</Message><Level>${levels[severity]}</Level></RenderingInfo>`;
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>${system.join('')}</System>${rendered}</Event>\r\n`;
}
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character]!);

/** Whether the file of these logs is a list of events and no log of text. */
export const areEvents = (of: readonly LogName[]): boolean => of.every(({ log }) => isEventLog(log));
