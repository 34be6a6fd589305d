import type { Change, Facts } from '../change.ts';
export const runShell = (_f: Facts, _c: string, _n: number): { stdout: string; exitCode: number; changes: Change[] } => ({ stdout: '', exitCode: 0, changes: [] });
