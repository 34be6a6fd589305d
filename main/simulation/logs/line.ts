/** One line before it is numbered with component and thread. `at`: UTC seconds. */
export type Severity = 'info' | 'warning' | 'error';
export type Line = { at: number; severity: Severity; text: string };
/** What a rule says of one happening; the happening knows the time. */
export type Said = readonly [severity: Severity, text: string];

export const info = (text: string): Said => ['info', text];
export const warning = (text: string): Said => ['warning', text];
export const failure = (text: string): Said => ['error', text];

export const at = (moment: number, ...said: readonly Said[]): Line[] =>
  said.map(([severity, text]) => ({ at: moment, severity, text }));
