import { createStore } from 'zustand/vanilla';
import type { RequestOutput } from '../../shared/ipc.ts';
import type { Failure } from '../../shared/result.ts';
import type { SettingView } from '../../shared/views.ts';
import { ask } from '../api/client.ts';
import { lab } from './lab.ts';

export type LabSettingsState = {
  settings: readonly SettingView[] | null;
  /** The setting being written: only one at a time, because each answer is the whole list. */
  busy: string | null;
  failure: Failure | null;
  /** The setting changed last, and where that shows when. */
  changed: { setting: SettingView; effects: RequestOutput<'lab:effects'> } | null;
};
const nothingYet: LabSettingsState = { settings: null, busy: null, failure: null, changed: null };

/** What an administrator can change in site, tenant, directory and lab. */
export const labSettings = createStore<LabSettingsState>(() => nothingYet);
export const settingKey = (setting: Pick<SettingView, 'id' | 'target'>): string =>
  `${setting.id}/${setting.target ?? ''}`;

/**
 * Reads the settings now and whenever a row of the lab changed. The lab's own store is followed rather than each tick: time
 * alone changes no setting.
 */
export function watchLabSettings(): () => void {
  void read();
  return lab.subscribe((state, before) => {
    if (state.lab?.file !== before.lab?.file) labSettings.setState(nothingYet);
    if (state.lab?.file !== before.lab?.file || state.lab?.revision !== before.lab?.revision) void read();
  });
}

async function read(): Promise<void> {
  const answer = await ask('lab:settings', {});
  // While a change is being written its own answer is the newer one.
  if (labSettings.getState().busy !== null) return;
  if (answer.ok) labSettings.setState({ settings: answer.value, failure: null });
  else labSettings.setState(answer.code === 'labNotOpen' ? nothingYet : { failure: answer });
}

export async function configureLab(setting: SettingView, value: string): Promise<void> {
  labSettings.setState({ busy: settingKey(setting), failure: null, changed: null });
  const answer = await ask('lab:configure', { setting: setting.id, value, target: setting.target });
  if (!answer.ok) {
    labSettings.setState({ failure: answer, busy: null });
    return;
  }
  labSettings.setState({ settings: answer.value, busy: null });
  const effects = await ask('lab:effects', { setting: setting.id, target: setting.target });
  if (effects.ok) labSettings.setState({ changed: { setting, effects: effects.value } });
}

export const forgetChange = (): void => labSettings.setState({ changed: null });
