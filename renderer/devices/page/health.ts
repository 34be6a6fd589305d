import type { AttentionReason, DeviceField } from '../../../shared/devices/lists.ts';
import { formatDuration } from '../../../shared/time.ts';
import type { Cell } from '../../../shared/contract/answers.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import type { IconName } from '../../ui/icons.ts';
import type { Tone } from '../../ui/types.ts';
import { megabytesText, unknown } from '../../parts/cells.ts';
import { fieldOf, type Service } from './comparison.ts';
import { toneOf } from '../status.ts';

export type Measure = {
  id: string;
  label: string;
  icon: IconName;
  /** What is so. */
  truth: string;
  tone: Tone;
  /** 0–1, for what can be drawn as a part of a whole. */
  share: number | null;
  /** What a service has on record of it; null where no service keeps it. */
  record: { service: Service; field: DeviceField; value: Cell } | null;
};

/** The health of one device, measure by measure. A measure that the device cannot have, such as a desktop's battery, is left out. */
export function measure(view: DeviceView): Measure[] {
  return [
    disk(view),
    battery(view),
    encryption(view),
    defender(view),
    pendingRestart(view),
    uptime(view),
    client(view),
  ].filter((entry) => entry !== null);
}

const needs = (view: DeviceView, reason: AttentionReason): Tone =>
  view.attention.includes(reason) ? 'warning' : 'success';
const number = (value: Cell | undefined): number | null => (typeof value === 'number' ? value : null);
const yesNo = (value: Cell | undefined, yes: string, no: string): string =>
  value === undefined || value === null ? unknown : value ? yes : no;

function recordOf(view: DeviceView, service: Service, name: string): Measure['record'] {
  const fields = view.records[service]?.fields;
  return fields && name in fields ? { service, field: fieldOf(service, name), value: fields[name] ?? null } : null;
}

function disk(view: DeviceView): Measure | null {
  const free = number(view.truth['diskFreeMb']);
  const total = number(view.truth['diskTotalMb']);
  if (free === null) return null;
  return {
    id: 'disk',
    label: 'Disk',
    icon: 'database',
    truth: total ? `${megabytesText(free)} free of ${megabytesText(total)}` : `${megabytesText(free)} free`,
    tone: needs(view, 'diskFull'),
    share: total ? (total - free) / total : null,
    record: recordOf(view, 'intune', 'diskFreeMb'),
  };
}

function battery(view: DeviceView): Measure | null {
  const percent = number(view.truth['batteryPercent']);
  if (percent === null) return null;
  return {
    id: 'battery',
    label: 'Battery capacity',
    icon: 'flash',
    truth: `${percent} % of the design capacity`,
    tone: needs(view, 'batteryWorn'),
    share: percent / 100,
    record: null,
  };
}

function encryption(view: DeviceView): Measure | null {
  const value = view.truth['encrypted'];
  if (value === undefined) return null;
  return {
    id: 'encryption',
    label: 'Disk encryption',
    icon: 'lock-closed',
    truth: yesNo(value, 'Encrypted', 'Not encrypted'),
    tone: toneOf('encrypted', value) ?? 'neutral',
    share: null,
    record: recordOf(view, 'intune', 'encrypted'),
  };
}

function defender(view: DeviceView): Measure | null {
  const value = view.truth['defenderOn'];
  if (value === undefined) return null;
  return {
    id: 'defender',
    label: 'Microsoft Defender',
    icon: 'shield',
    truth: yesNo(value, 'Real-time protection on', 'Real-time protection off'),
    tone: toneOf('defenderOn', value) ?? 'neutral',
    share: null,
    record: recordOf(view, 'intune', 'defenderOn'),
  };
}

function pendingRestart(view: DeviceView): Measure | null {
  const since = number(view.truth['pendingRebootSince']);
  const isPending = since !== null || view.truth['pendingReboot'] === true;
  return {
    id: 'pendingRestart',
    label: 'Pending restart',
    icon: 'power',
    truth: isPending ? (since === null ? 'Pending' : `Pending for ${formatDuration(view.now - since)}`) : 'None',
    tone: view.attention.includes('pendingReboot') ? 'warning' : isPending ? 'pending' : 'success',
    share: null,
    record: null,
  };
}

function uptime(view: DeviceView): Measure | null {
  const bootedAt = number(view.truth['bootedAt']);
  if (bootedAt === null) return null;
  return {
    id: 'uptime',
    label: 'Running since',
    icon: 'clock',
    truth: formatDuration(Math.max(0, view.now - bootedAt)),
    tone: 'none',
    share: null,
    record: null,
  };
}

function client(view: DeviceView): Measure | null {
  if (view.truth['clientInstalled'] !== true) return null;
  const health = view.truth['clientHealth'];
  return {
    id: 'client',
    label: 'ConfigMgr client',
    icon: 'heart-pulse',
    truth: health === 'failed' ? 'Failed: ccmeval would report it' : 'Healthy',
    tone: health === 'failed' ? 'danger' : 'success',
    share: null,
    record: recordOf(view, 'configmgr', 'clientCheck'),
  };
}
