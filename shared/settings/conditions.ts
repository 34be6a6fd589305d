import { settingById, settingsCatalogue } from './catalogue.ts';
import type { Condition } from './condition.ts';

/** Every value of a setting that breaks something, as the entries of the settings say it. */
export const conditions: readonly Condition[] = settingsCatalogue.flatMap(({ breaks }) => [...breaks.values()]);

/** Throws for a pair that breaks nothing: whoever names one in code means one that is there. */
export function conditionOf(setting: string, bad: string): Condition {
  const condition = settingById.get(setting)?.breaks.get(bad);
  if (!condition) throw new Error(`conditionOf: ${setting} ${bad} breaks nothing`);
  return condition;
}

/** What stands at a bad value there; undefined when the setting is in order. */
export const conditionAt = (setting: string, value: string): Condition | undefined =>
  settingById.get(setting)?.breaks.get(value);

/** What can be put right at the device itself or for it, in the order of the catalogue. */
export const deviceConditions = conditions.filter(
  (condition): condition is Condition & { good: string } =>
    condition.good !== null && settingById.get(condition.setting)!.target === 'device',
);
