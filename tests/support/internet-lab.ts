import type { SettingView } from '../../shared/settings/views.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { findRow, prepared } from '../../main/db/tables.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import { enablementCommandLine } from '../../main/simulation/site/gateway.ts';
import type { ComanagementRow } from '../../main/rows/workloads.ts';
import { day } from '../../shared/time.ts';
import { buildLab, pass, type DeviceSet, type LabSet } from './build-lab.ts';

/** What a site needs so that new computers of the internet become clients of it. */
export const gatewaySettings: Readonly<Record<string, string>> = {
  azureServices: 'created',
  gateway: 'ready',
  gatewayConnectionPoint: 'connected',
  managementPointGateway: 'on',
  entraUserDiscovery: 'on',
  cloudDistribution: 'on',
  internetUserPolicy: 'on',
};

export type InternetSet = LabSet & {
  delivery?: 'none' | 'app' | 'policy';
  /** Over those of `gatewaySettings`. */
  settings?: Record<string, string>;
  /** The command line; null leaves it empty. The one of the Enablement tab by default. */
  commandLine?: string | null;
};

/**
 * A company with a gateway, co-management and one colleague, so new computers are used as that one is: on from Monday to Friday,
 * 08:00 to 17:00, give or take an hour. Nothing else in it moves.
 */
export function internetLab({ delivery = 'policy', settings = {}, commandLine, ...set }: InternetSet = {}): Lab {
  const colleague: DeviceSet = { join: 'entra', presence: 'office', ownership: 'personal' };
  const all = { ...gatewaySettings, clientDelivery: delivery, ...settings };
  const lab = buildLab({
    devices: [colleague],
    people: 15,
    cloud: {
      coManagement: { since: '2026-04-01T09:00:00Z', enroll: 'all', workloads: [] },
      settings: Object.entries(all).map(([setting, value]) => ({ setting, value })),
    },
    ...set,
  });
  const offered = commandLine === undefined ? enablementCommandLine(estateOf(lab.db), lab.now) : commandLine;
  if (offered !== null) put(lab, 'clientCommandLine', offered);
  return lab;
}

export const put = (lab: Lab, setting: string, value: string, target: string | null = null): SettingView =>
  lab.input('settings.configure', { setting, value, target });

/** Adds so many computers and answers their ids. */
export const addBoxes = (lab: Lab, count = 1, assignedUser: string | null = null): number[] =>
  lab.input('autopilot.addDevices', {
    devices: Array.from({ length: count }, (_, index) => ({
      serialNumber: `BOX-${lab.now}-${index}`,
      model: 'Latitude 5450',
      groupTag: '',
      assignedUser,
    })),
  }).added;

export const stateOf = (lab: Lab, deviceId: number): ComanagementRow | undefined =>
  prepared(lab.db, 'SELECT * FROM comanagement WHERE device_id = ?').get(deviceId) as ComanagementRow | undefined;

export type Happened = { at: number; kind: string; details: Record<string, unknown> };
/** What the device (0: the site) has gone through, oldest first. */
export const historyOf = (lab: Lab, deviceId: number): Happened[] =>
  (
    prepared(lab.db, 'SELECT at, kind, details FROM history WHERE device_id = ? ORDER BY id').all(deviceId) as {
      at: number;
      kind: string;
      details: string;
    }[]
  ).map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) as Record<string, unknown> }));
export const lastOf = (lab: Lab, deviceId: number, kind: string): Happened | undefined =>
  historyOf(lab, deviceId).findLast((row) => row.kind === kind);

/** By the one definition: what the site was told. */
export const isCoManaged = (lab: Lab, deviceId: number): boolean =>
  prepared(
    lab.db,
    'SELECT 1 FROM configmgr_devices WHERE device_id = ? AND is_current = 1 AND comgmt_enrolled = 1 AND comgmt_policy = 1',
  ).get(deviceId) !== undefined;

/** A client that was installed from the internet, some days ago. */
export function internetClient(set: InternetSet = {}): { lab: Lab; id: number } {
  const lab = internetLab(set);
  const [id] = addBoxes(lab) as [number];
  pass(lab, 8 * day);
  if (!isCoManaged(lab, id)) throw new Error(`internetClient: ${JSON.stringify(historyOf(lab, id))}`);
  return { lab, id };
}

export const device = (lab: Lab, id: number) => findRow(lab.db, 'devices', id)!;
