import { settingById } from '../../shared/settings/catalogue.ts';

const yesNo: Readonly<Record<string, string>> = { on: 'Yes', off: 'No' };
/** The values of a client setting as its dialogs write them: Yes and No where others say On and Off. */
export const clientValues = (id: string): { value: string; label: string }[] => {
  const setting = settingById.get(id);
  const values = setting === undefined || setting.values === 'text' ? [] : setting.values;
  return values.map(({ value, label }) => ({ value, label: yesNo[value] ?? label }));
};
export const clientValueLabel = (id: string, value: string): string =>
  clientValues(id).find((one) => one.value === value)?.label ?? value;

/** Chosen values as words: “Enable software updates on clients: No”. */
export const settingWords = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).map(([id, value]) => `${settingById.get(id)?.label ?? id}: ${clientValueLabel(id, value)}`);
