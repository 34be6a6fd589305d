import type { AttentionReason, DeviceField } from '../../../shared/devices/lists.ts';
import { formatDuration } from '../../../shared/time.ts';
import type { Cell } from '../../../shared/contract/answers.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import type { IconName } from '../../ui/icons.ts';
import type { Tone } from '../../ui/types.ts';
import { megabytesText, unknown } from '../../parts/cells.ts';
import { fieldOf, type Service } from './comparison.ts';
import { toneOf } from '../status.ts';

export type Measure = Named &
  Look & {
    /** What a service has on record of it; null where no service keeps it. */
    record: { service: Service; field: DeviceField; value: Cell } | null;
  };
type Named = { id: string; label: string; icon: IconName };
type Look = {
  /** What is so; null while that is withheld. */
  truth: string | null;
  tone: Tone;
  /** 0–1, for what can be drawn as a part of a whole. */
  share: number | null;
};
const closedLook: Look = { truth: null, tone: 'none', share: null };

/** Each measure with the record of it, and how it is looked at: null for one that the device cannot have, such as a desktop's battery. */
const measures: readonly (Named & { record?: [Service, string]; look: (view: DeviceView) => Look | null })[] = [
  { id: 'disk', label: 'Disk', icon: 'database', record: ['intune', 'diskFreeMb'], look: disk },
  { id: 'battery', label: 'Battery capacity', icon: 'flash', look: battery },
  {
    id: 'encryption',
    label: 'Disk encryption',
    icon: 'lock-closed',
    record: ['intune', 'encrypted'],
    look: encryption,
  },
  { id: 'defender', label: 'Microsoft Defender', icon: 'shield', record: ['intune', 'defenderOn'], look: defender },
  { id: 'pendingRestart', label: 'Pending restart', icon: 'power', look: pendingRestart },
  { id: 'uptime', label: 'Running since', icon: 'clock', look: uptime },
  { id: 'client', label: 'ConfigMgr client', icon: 'heart-pulse', record: ['configmgr', 'clientCheck'], look: client },
];

/** The health of one device, measure by measure. What is withheld is there all the same: what a device lacks would tell of it. */
export function measure(view: DeviceView): Measure[] {
  const isClosed = view.withheld?.includes('truth') ?? false;
  return measures.flatMap(({ record, look, ...named }) => {
    const seen = isClosed ? closedLook : look(view);
    return seen === null ? [] : [{ ...named, ...seen, record: record ? recordOf(view, ...record) : null }];
  });
}

const needs = (view: DeviceView, reason: AttentionReason): Tone => {
  if (view.attention === null) return 'none';
  return view.attention.includes(reason) ? 'warning' : 'success';
};
const number = (value: Cell | undefined): number | null => (typeof value === 'number' ? value : null);
const yesNo = (value: Cell | undefined, yes: string, no: string): string =>
  value === undefined || value === null ? unknown : value ? yes : no;

function recordOf(view: DeviceView, service: Service, name: string): Measure['record'] {
  const fields = view.records[service]?.fields;
  return fields && name in fields ? { service, field: fieldOf(service, name), value: fields[name] ?? null } : null;
}

function disk(view: DeviceView): Look | null {
  const free = number(view.truth['diskFreeMb']);
  const total = number(view.truth['diskTotalMb']);
  if (free === null) return null;
  return {
    truth: total ? `${megabytesText(free)} free of ${megabytesText(total)}` : `${megabytesText(free)} free`,
    tone: needs(view, 'diskFull'),
    share: total ? (total - free) / total : null,
  };
}

function battery(view: DeviceView): Look | null {
  const percent = number(view.truth['batteryPercent']);
  if (percent === null) return null;
  return {
    truth: `${percent} % of the design capacity`,
    tone: needs(view, 'batteryWorn'),
    share: percent / 100,
  };
}

function encryption(view: DeviceView): Look | null {
  const value = view.truth['encrypted'];
  if (value === undefined) return null;
  return {
    truth: yesNo(value, 'Encrypted', 'Not encrypted'),
    tone: toneOf('encrypted', value) ?? 'neutral',
    share: null,
  };
}

function defender(view: DeviceView): Look | null {
  const value = view.truth['defenderOn'];
  if (value === undefined) return null;
  return {
    truth: yesNo(value, 'Real-time protection on', 'Real-time protection off'),
    tone: toneOf('defenderOn', value) ?? 'neutral',
    share: null,
  };
}

function pendingRestart(view: DeviceView): Look | null {
  const since = number(view.truth['pendingRebootSince']);
  const isPending = since !== null || view.truth['pendingReboot'] === true;
  return {
    truth: isPending ? (since === null ? 'Pending' : `Pending for ${formatDuration(view.now - since)}`) : 'None',
    tone: view.attention?.includes('pendingReboot') ? 'warning' : isPending ? 'pending' : 'success',
    share: null,
  };
}

function uptime(view: DeviceView): Look | null {
  const bootedAt = number(view.truth['bootedAt']);
  if (bootedAt === null) return null;
  return {
    truth: formatDuration(Math.max(0, view.now - bootedAt)),
    tone: 'none',
    share: null,
  };
}

function client(view: DeviceView): Look | null {
  if (view.truth['clientInstalled'] !== true) return null;
  const health = view.truth['clientHealth'];
  return {
    truth: health === 'failed' ? 'Failed: ccmeval would report it' : 'Healthy',
    tone: health === 'failed' ? 'danger' : 'success',
    share: null,
  };
}
