import type { SettingView } from '../../shared/settings/views.ts';
import { connectorView } from '../../main/lab/attach/connector.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { HistoryRow } from '../../main/rows/journal.ts';
import { minute } from '../../shared/time.ts';
import { buildLab, pass, type DeviceSet, type LabSet } from './build-lab.ts';

/** Labs with a tenant attached site. */
export type AttachSet = { collectionId?: number | null; analytics?: boolean; enforceRbac?: boolean };

export const attach = (lab: Lab, set: AttachSet = {}): null =>
  lab.input('attach.configure', {
    collectionId: null,
    analytics: false,
    enforceRbac: true,
    defenderReports: true,
    ...set,
  });

/** A client of the site that is on all day, in Active Directory only: what tenant attach alone can bring to the tenant. */
export const siteClient = (more: DeviceSet = {}): DeviceSet => ({
  join: 'domain',
  client: true,
  enrolled: false,
  presence: 'always',
  ...more,
});

/** Attached, and the first upload shows: longer than any draw, shorter than the second run. */
export function attachedLab(set: LabSet = {}, attachSet: AttachSet = {}): Lab {
  const lab = buildLab({ devices: [siteClient()], ...set });
  attach(lab, attachSet);
  pass(lab, 12 * minute);
  return lab;
}

export const connector = (lab: Lab) => connectorView(lab.db);
export const configure = (lab: Lab, setting: string, value: string, target: string | null = null): SettingView =>
  lab.input('settings.configure', { setting, value, target });

/** The diary of a device, or of the site with device 0, oldest first. */
export const diary = (lab: Lab, kind: string, deviceId = 0): { at: number; details: Record<string, unknown> }[] =>
  (
    lab.db
      .prepare('SELECT * FROM history WHERE device_id = ? AND kind = ? ORDER BY id')
      .all(deviceId, kind) as HistoryRow[]
  ).map(({ at, details }) => ({ at, details: JSON.parse(details) as Record<string, unknown> }));
