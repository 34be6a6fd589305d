import type { LocalLine, LogName } from '../../shared/logs/views.ts';

/** `source`: what the column of the log says, where its name alone does not tell them apart. */
export type ShownLine = LocalLine & Partial<LogName> & { source?: string };

/**
 * Lines with keys that stay theirs when lines are added at either end, so that a row keeps its elements. Lines that are the same
 * in every respect are told apart by their order.
 */
export function keyed<Line extends ShownLine>(lines: readonly Line[]): { line: Line; key: string }[] {
  const met = new Map<string, number>();
  return lines.map((line) => {
    const { at, thread, where = '', log = '', text } = line;
    const same = [at, thread, where, log, text].join(' ');
    const count = met.get(same) ?? 0;
    met.set(same, count + 1);
    return { line, key: `${count} ${same}` };
  });
}
