import { cpus, totalmem } from 'node:os';

/** One line of the table. A ratio is taken between two things of the same run; an absolute is for orientation. */
export type BenchResult = {
  name: string;
  value: number | null;
  unit: string;
  kind: 'ratio' | 'absolute';
  budget: number;
  /** A floor (ours at least so many times as fast) rather than a ceiling. */
  isFloor?: boolean;
  /** Why there is no value, or what the figure is made of. */
  note: string;
};

export const isMet = ({ value, budget, isFloor = false }: BenchResult): boolean | null =>
  value === null ? null : isFloor ? value >= budget : value <= budget;

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function machineText(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

export function timed<T>(work: () => T): { ms: number; value: T } {
  const started = performance.now();
  const value = work();
  return { ms: performance.now() - started, value };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
export const progress = (text: string): void => void process.stderr.write(`· ${text}\n`);
