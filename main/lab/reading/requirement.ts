import type { PrerequisiteItem } from '../../../shared/views-cloud.ts';

/** One requirement with both its answers; which of them is shown follows from whether it is met. */
export type Requirement = {
  id: string;
  scope: PrerequisiteItem['scope'];
  label: string;
  ok: boolean;
  met: string;
  unmet: string;
  /** What to do, and where in the consoles. */
  fix: string | null;
  setting?: PrerequisiteItem['setting'];
  neededFor: readonly PrerequisiteItem['neededFor'][number][];
};

export const itemOf = ({
  id,
  scope,
  label,
  ok,
  met,
  unmet,
  fix,
  setting,
  neededFor,
}: Requirement): PrerequisiteItem => ({
  id,
  scope,
  label,
  ok,
  why: ok ? met : unmet,
  fix: ok ? null : fix,
  setting: ok ? null : (setting ?? null),
  neededFor: [...neededFor],
});

/** A setting and the value that puts it right. */
export const put = (id: string, value: string, target: string | null = null) => ({ id, target, value });
