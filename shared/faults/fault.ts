import { placeOf, type ScreenId } from '../screens.ts';
import { settingById } from '../settings/catalogue.ts';
import { conditionOf } from '../settings/conditions.ts';
import type { SettingTarget } from '../settings/setting.ts';

/** One place where the fault shows: a screen, a log of device or site server, or a command in the device's terminal. */
export type Sighting = { shows: string } & (
  { screen: ScreenId } | { log: string; of: 'device' | 'site' } | { command: string }
);
export const onScreen = (screen: ScreenId, shows: string): Sighting => ({ screen, shows });
export const inLog = (log: string, shows: string): Sighting => ({ log, of: 'device', shows });
export const inSiteLog = (log: string, shows: string): Sighting => ({ log, of: 'site', shows });
export const byCommand = (command: string, shows: string): Sighting => ({ command, shows });

export const sightingText = (sighting: Sighting): string => {
  if ('screen' in sighting) return `${placeOf(sighting.screen)}: ${sighting.shows}`;
  if ('log' in sighting) return `${sighting.log}${sighting.of === 'site' ? ' (site server)' : ''}: ${sighting.shows}`;
  return `${sighting.command}: ${sighting.shows}`;
};

/**
 * One setting that a fault puts wrong; any other value than `bad` counts as a cure. `good` is what curing puts; null where curing
 * leaves it as it is, because another setting of the fault is enough. Of a fault of a user, a setting of devices stands for all
 * computers of that user.
 */
export type FaultSetting = { id: string; bad: string; good: string | null };
export type Fault = {
  id: string;
  /** The part of the estate that is broken. */
  component: 'Entra Connect' | 'Entra ID' | 'Intune' | 'Site' | 'Gateway' | 'Client settings' | 'Device';
  title: string;
  /** What people notice, before they know why. */
  symptom: string;
  code: string | null;
  target: SettingTarget | null;
  /** All of them are put wrong; it is cured when any of them stands at another value. */
  settings: readonly FaultSetting[];
  detectableAt: readonly Sighting[];
  /** What to do in the real product, step by step. */
  remedy: string;
  /** 1: one screen says it. 2: a code leads to it. 3: several places have to be put together. */
  difficulty: 1 | 2 | 3;
};

const componentOf: Readonly<Record<string, Fault['component']>> = {
  'Microsoft Entra Connect': 'Entra Connect',
  'Microsoft Entra ID': 'Entra ID',
  'Microsoft Intune': 'Intune',
  Site: 'Site',
  'Azure services and gateway': 'Gateway',
  'Default client settings': 'Client settings',
  'At the device': 'Device',
};

/** What the condition of one bad value says of the fault that it is: all but how it feels and where it shows. */
export function causedBy(
  id: string,
  bad: string,
  besides: readonly FaultSetting[] = [],
): Pick<Fault, 'component' | 'title' | 'code' | 'target' | 'settings' | 'remedy'> {
  const { section, target } = settingById.get(id)!;
  const { title, code, good, fix } = conditionOf(id, bad);
  const settings = [{ id, bad, good }, ...besides];
  return { component: componentOf[section]!, title, code, target, settings, remedy: fix };
}
