import { settingById } from '../../shared/settings/catalogue.ts';

/** Chosen values as words: “Enable software updates on clients: Off”. */
export const settingWords = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).map(([id, value]) => {
    const setting = settingById.get(id);
    const values = setting === undefined || setting.values === 'text' ? [] : setting.values;
    return `${setting?.label ?? id}: ${values.find((one) => one.value === value)?.label ?? value}`;
  });
