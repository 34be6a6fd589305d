import type { Tone } from '../types.ts';

const byTone: Partial<Record<Tone, string>> = {
  success: '--chart-success',
  danger: '--chart-danger',
  warning: '--chart-warning',
  neutral: '--chart-neutral',
  none: '--chart-neutral',
  blocked: '--chart-neutral',
  lab: '--chart-3',
};

/** The theme color of a part: by its meaning where it has one, else by its place. */
export const chartVariable = (tone: Tone | undefined, index: number): string =>
  (tone && byTone[tone]) ?? `--chart-${(index % 6) + 1}`;
export const chartColor = (tone: Tone | undefined, index: number): string => `var(${chartVariable(tone, index)})`;
