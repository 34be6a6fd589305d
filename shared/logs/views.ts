export type LogSummary = { name: string; entries: number; lastAt: number | null; what: string };

export type LogLine = {
  at: number;
  component: string;
  severity: 'info' | 'warning' | 'error';
  text: string;
  thread: number;
};

export type LogView = { where: string; log: string; total: number; lines: LogLine[] };

export type LogPlace = { id: string; label: string; kind: 'siteServer' | 'device' };
