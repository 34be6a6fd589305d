import type { Withholding } from '../contract/knowledge.ts';

export type FaultView = Withholding & {
  id: string;
  component: string;
  title: string;
  symptom: string;
  code: string | null;
  target: 'user' | 'device' | 'ou' | null;
  /** Where it is planted now: target, or '' for the site. */
  planted: { target: string; label: string; at: number; isCured: boolean }[];
  /** Where a trainee can see it. */
  detectableAt: string[];
  remedy: string | null;
  /** 1: one screen says it. 2: a code leads to it. 3: several places have to be put together. */
  difficulty: 1 | 2 | 3;
};
