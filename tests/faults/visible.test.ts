import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { connectorView } from '../../main/lab/attach/connector.ts';
import { attachedDevice } from '../../main/lab/attach/device.ts';
import { authorityOfDevice } from '../../main/lab/workloads/authority.ts';
import { comanagementView } from '../../main/lab/comanagement/views.ts';
import { componentStatus } from '../../main/lab/site/components.ts';
import { deviceManagement } from '../../main/lab/comanagement/device.ts';
import { devicePrerequisites } from '../../main/lab/prerequisites/device.ts';
import { directoryView } from '../../main/lab/identity/views.ts';
import { estatePrerequisites } from '../../main/lab/prerequisites/estate.ts';
import { gatewayView } from '../../main/lab/site/gateway.ts';
import { logView } from '../../main/lab/logs/views.ts';
import { workloadPreview } from '../../main/lab/workloads/views.ts';
import { settingsOf } from '../../main/lab/settings/settings.ts';
import { faults } from '../../shared/faults/catalogue.ts';
import { sightingText, type Fault, type Sighting } from '../../shared/faults/fault.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, changeDevice, pass } from '../support/build-lab.ts';
import { addBoxes, internetLab } from '../support/internet-lab.ts';

/**
 * What the catalogue says of a fault is compared with two labs that differ in nothing but that fault: where it is said to show,
 * the page, the log or the answer of the command has to be another one.
 */
const onPremises = [
  { setting: 'entraConnectHybridJoin', value: 'on' },
  { setting: 'scp', value: 'ownTenant' },
  { setting: 'autoRegister', value: 'on' },
];
const comanaged = { since: '2026-09-01T08:00:00Z', enroll: 'all' };
type Estate = { lab: Lab; deviceId: number };

/** Estates at which a fault may show: a computer to be joined, one to be enrolled, an attached one, one from the box. */
const estates: Record<string, () => Estate> = {
  newcomer: () => ({
    lab: buildLab({
      devices: [{ client: true, enrolled: false, presence: 'always', join: 'domain' }],
      cloud: { settings: onPremises, coManagement: comanaged },
    }),
    deviceId: 1,
  }),
  attached: () => ({
    lab: buildLab({
      devices: [{ client: true, enrolled: false, presence: 'always', join: 'hybrid' }],
      cloud: { settings: onPremises, coManagement: comanaged, tenantAttach: { since: '2026-08-01T08:00:00Z' } },
    }),
    deviceId: 1,
  }),
  box: () => {
    const lab = internetLab({ settings: { autoRegister: 'on', entraConnectHybridJoin: 'on', scp: 'ownTenant' } });
    return { lab, deviceId: 0 };
  },
};

const targetOf = (fault: Fault, { deviceId }: Estate): string =>
  ({ site: '', device: String(deviceId), user: 'person1@fabrikam.com', ou: 'Berlin/Computers' })[
    fault.target ?? 'site'
  ];

function prepare(name: string, fault: Fault, isPlanted: boolean): Estate | null {
  const estate = estates[name]!();
  const { lab } = estate;
  for (const { id, good } of fault.settings)
    if (good !== null && settingById.get(id)!.target === null)
      lab.input('settings.configure', { setting: id, value: good, target: null });
  if (name === 'box') {
    if (fault.target === 'user' || fault.target === 'ou') return null;
    [estate.deviceId] = addBoxes(lab) as [number];
  }
  if (fault.id === 'minimumVersion' && estate.deviceId !== 0) changeDevice(lab, { os_build: 22_631 }, estate.deviceId);
  if (isPlanted) lab.input('faults.plant', { fault: fault.id, target: targetOf(fault, estate) });
  if (name === 'box') lab.input('desktop.trigger', { deviceId: estate.deviceId, trigger: 'unpack' });
  return estate;
}

const settingValues = ({ lab }: Estate, area: string) =>
  settingsOf(lab.db)
    .filter((setting) => setting.area === area)
    .map(({ id, target, value }) => [id, target, value]);

/** What a person would see there, as far as it is no mere time of the day. */
function seen({ lab, deviceId }: Estate, sighting: Sighting): unknown {
  const { db } = lab;
  if ('command' in sighting) {
    try {
      return lab.input('desktop.run', { deviceId, command: sighting.command }).stdout;
    } catch {
      return null;
    }
  }
  if ('log' in sighting) {
    const { service_connection_point: server } = db.prepare('SELECT * FROM site').get() as Record<string, string>;
    const where = sighting.of === 'site' ? server! : String(deviceId);
    try {
      return logView(db, { where, log: sighting.log, tail: 2000 }).lines.map(({ text }) => text);
    } catch {
      return null;
    }
  }
  switch (sighting.screen) {
    case 'prerequisites':
      return [...estatePrerequisites(db), ...devicePrerequisites(db, deviceId)].map(({ id, ok }) => [id, ok]);
    case 'cloudAttachStatus':
      return comanagementView(db).funnel;
    case 'authority':
      return [
        authorityOfDevice(db, deviceId),
        workloadPreview(db, { workload: 'windowsUpdate', position: 'intune', collectionId: null }),
      ];
    case 'clientSettings':
      return settingValues({ lab, deviceId }, 'site');
    case 'siteStatus':
      return componentStatus(db).map(({ component, status, messages }) => [
        component,
        status,
        messages.map(({ text }) => text),
      ]);
    case 'gateway':
      return gatewayView(db).parts;
    case 'connector': {
      const { status, lastSync } = connectorView(db);
      return [status, lastSync];
    }
    case 'cloudDevices':
      return attachedDevice(db, { deviceId }).refusal;
    case 'enrollment':
      return settingValues({ lab, deviceId }, 'tenant');
    case 'entraOverview':
    case 'mobilityIntune':
      return [directoryView(db).users, settingValues({ lab, deviceId }, 'directory')];
    case 'entraConnect': {
      const { sync, units, users } = directoryView(db);
      return [sync, units, users, settingValues({ lab, deviceId }, 'directory')];
    }
    case 'directoryDevices':
      return db
        .prepare('SELECT device_id, join_type, registration_state, is_enabled FROM entra_devices ORDER BY id')
        .all();
    case 'device': {
      const { steps, registry, repairs, work, authority, applet } = deviceManagement(db, { deviceId });
      return [steps, registry, repairs, work, authority, applet?.components];
    }
  }
}

describe('where the catalogue says that a fault shows', () => {
  it.each(faults.map((fault) => [fault.id, fault] as const))('%s shows', (_, fault) => {
    const open = new Set(fault.detectableAt);
    for (const name of Object.keys(estates)) {
      const sound = prepare(name, fault, false);
      const broken = prepare(name, fault, true);
      if (!sound || !broken) continue;
      // Some things show after hours, some after the next day's evaluation.
      for (const seconds of [3 * hour, day, 2 * day]) {
        pass(sound.lab, seconds);
        pass(broken.lab, seconds);
        for (const sighting of open) {
          const shown = seen(broken, sighting);
          if (shown !== null && JSON.stringify(shown) !== JSON.stringify(seen(sound, sighting))) open.delete(sighting);
        }
        if (open.size === 0) break;
      }
      if (open.size === 0) break;
    }
    expect([...open].map(sightingText)).toEqual([]);
  });
});
