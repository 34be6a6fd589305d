import type { PrerequisiteItem } from '../../../shared/prerequisites/views.ts';
import { sentenceFor, withCode, type Condition } from '../../../shared/settings/condition.ts';
import type { Setting } from '../../../shared/settings/setting.ts';

/** What is to be done about a requirement that is not met: why it is not, what to do, and the setting that puts it right. */
type Against = {
  unmet: string;
  /** What to do, and where in the consoles. */
  fix: string | null;
  setting?: PrerequisiteItem['setting'];
};
/** One requirement with both its answers; which of them is shown follows from whether it is met. */
export type Requirement = Pick<PrerequisiteItem, 'id' | 'scope' | 'label' | 'ok'> &
  Against & { met: string; neededFor: readonly PrerequisiteItem['neededFor'][number][] };

export const itemOf = (requirement: Requirement): PrerequisiteItem => {
  const { id, scope, label, ok, met, unmet, fix, setting, neededFor } = requirement;
  return {
    id,
    scope,
    label,
    ok,
    why: ok ? met : unmet,
    fix: ok ? null : fix,
    setting: ok ? null : (setting ?? null),
    neededFor: [...neededFor],
  };
};

/** A setting and the value that puts it right. */
export const put = (id: string, value: string, target: string | null = null) => ({ id, target, value });

const nothing: Against = { unmet: '', fix: null };
/** What a condition says against a requirement; `target` is whose setting it is. */
export const against = (condition: Condition | null | undefined, target: string | null = null): Against =>
  condition
    ? {
        unmet: withCode(condition.unmet, condition.code),
        fix: condition.fix,
        ...(condition.good === null ? {} : { setting: put(condition.setting, condition.good, target) }),
      }
    : nothing;

/** That a setting be in order, which stands at this value. */
export function requirementOf(setting: Setting, value: string, target: string | null = null): Requirement {
  const { id, label, met, neededFor } = setting.requirement!;
  const condition = setting.breaks.get(value);
  return {
    id,
    scope: setting.area,
    label,
    ok: condition === undefined,
    met: sentenceFor(met, value),
    ...against(condition, target),
    neededFor,
  };
}
