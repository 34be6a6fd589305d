export type LogSummary = { name: string; entries: number; lastAt: number | null; what: string };

/** The logs of one machine, and what it is called: a server by its full name. */
export type LogList = { place: string; logs: LogSummary[] };

export type LogLine = {
  at: number;
  component: string;
  severity: 'info' | 'warning' | 'error';
  text: string;
  thread: number;
};

/** A line with how far the clock of its machine stood from UTC when it was written, in seconds: logs tell local time. */
export type LocalLine = LogLine & { offset: number };

export type LogView = { where: string; log: string; total: number; lines: LocalLine[] };

export type LogPlace = { id: string; label: string; kind: 'siteServer' | 'device' };

/** Which log of which machine. */
export type LogName = { where: string; log: string };
/** Several logs as one, by time: each line with where it comes from. `machines` are called as `places` calls them. */
export type MergedLogView = {
  total: number;
  lines: (LocalLine & LogName)[];
  machines: { where: string; name: string }[];
};

/** Logs of Windows are no files of text: they are called by their channel. */
export const isEventLog = (log: string): boolean => !log.toLowerCase().endsWith('.log');

const siteFolder = String.raw`C:\Program Files\Microsoft Configuration Manager\Logs`;
const folders: Readonly<Record<string, string>> = {
  'ccmsetup.log': String.raw`C:\Windows\ccmsetup\Logs`,
  // Logs of the management point, which has a client's framework of its own.
  'MP_SinvCollFile.log': String.raw`C:\Program Files\SMS_CCM\Logs`,
  'CCM_STS_ManagedBase.log': String.raw`C:\Program Files\SMS_CCM\Logs`,
};
/** Where a log lies on its machine, a device by its number or a server by its name; null for a log of Windows itself. */
export function logFolder({ where, log }: LogName): string | null {
  if (isEventLog(log)) return null;
  return folders[log] ?? (/^\d+$/.test(where) ? String.raw`C:\Windows\CCM\Logs` : siteFolder);
}
