import type { SettingView } from '../../../shared/settings/views.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { LiveView } from './live-view.svelte.ts';

/** The settings that consoles list, read by their ids; one that is not read yet stands at its normal value. */
export class SettingValues {
  readonly view = new LiveView('settings.list', () => ({}), { ages: 'rows' });
  #of(id: string): SettingView | undefined {
    return this.view.value?.find((setting) => setting.id === id && setting.target === null);
  }
  value(id: string): string {
    return this.#of(id)?.value ?? settingById.get(id)!.normal;
  }
  isOn(id: string): boolean {
    return this.value(id) === 'on';
  }
  /** How a console calls the value. */
  label(id: string): string {
    const setting = this.#of(id);
    return setting?.values.find(({ value }) => value === setting.value)?.label ?? this.value(id);
  }
  readonly readNow = (): void => void this.view.readNow();
}
