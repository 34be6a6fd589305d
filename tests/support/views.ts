import { tiles } from '../../shared/home/tiles.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import type { DeviceListRow } from '../../shared/devices/views.ts';
import type { HomeView, TileView } from '../../shared/home/views.ts';
import type { LabView } from '../../shared/labs/views.ts';

/*
 * Views with everything filled in, so that what a test sets is what it tests. The moment is a Wednesday, 09:30 in Berlin.
 */
export const now = 1_789_543_800; // 2026-09-16T07:30:00Z
const hour = 3600;
const day = 24 * hour;

export const labView = (set: Partial<LabView> = {}): LabView => ({
  file: '/labs/contoso.tandem',
  fileName: 'contoso.tandem',
  scenario: 'contoso',
  title: 'Contoso',
  description: 'A company of medium size.',
  seed: 1,
  now,
  startedAt: now,
  devices: 1500,
  users: 1400,
  speed: 0,
  isJumping: false,
  pendingActions: 2,
  inputs: 0,
  activities: 12,
  site: { code: 'CON', name: 'Contoso primary site', version: 2603, serviceDate: '2026-09-16' },
  tenant: {
    name: 'Contoso',
    domain: 'contoso.example',
    id: '6f1c2d3e-0000-4000-8000-000000000001',
    remoteHelpEnabled: true,
  },
  administrator: { userId: 1, name: 'Robin Beck', upn: 'robin.beck@contoso.example', role: 'intuneAdministrator' },
  zone: {
    name: 'Europe/Berlin',
    city: 'Berlin',
    offsetSeconds: 2 * hour,
    transitions: [
      [0, hour],
      [1_774_746_000, 2 * hour],
      [1_792_890_000, hour],
    ],
  },
  liveSession: null,
  withheld: [],
  revision: 1,
  ...set,
});

export const tileView = (set: Partial<TileView> = {}): TileView => ({
  id: 'compliance',
  total: 1000,
  asOf: { newest: now - 60, oldest: now - 40 * day },
  values: [
    { value: 'compliant', count: 870 },
    { value: 'noncompliant', count: 80 },
    { value: 'inGracePeriod', count: 30 },
    { value: 'unknown', count: 20 },
  ],
  truthNote: null,
  ...set,
});

export const homeView = (set: Partial<HomeView> = {}): HomeView => ({
  now,
  tiles: tiles.map(({ id }) => tileView({ id, ...(id === 'compliance' ? {} : tileParts[id]) })),
  attention: [{ reason: 'diskFull', count: 7, devices: [{ id: 12, name: 'CON-LT-00012' }] }],
  waiting: [{ reason: 'offline', count: 3, oldestSince: now - 3 * day }],
  reachableTrend: Array.from({ length: 168 }, (_, index) => ({
    at: now - (167 - index) * hour,
    count: 300 + ((index * 37) % 400),
  })),
  complianceTrend: [{ at: now, compliant: 870, total: 1000 }],
  ...set,
});

const tileParts: Record<string, Partial<TileView>> = {
  clientStatus: {
    total: 900,
    values: [
      { value: 'active', count: 840 },
      { value: 'inactive', count: 40 },
      { value: 'none', count: 20 },
    ],
    truthNote: '12 of the 40 inactive clients are online and well: only their heartbeat is late.',
  },
  management: {
    total: 1000,
    values: [
      { value: 'intune', count: 400 },
      { value: 'coManaged', count: 600 },
    ],
  },
  reachable: {
    total: 1500,
    values: [
      { value: 'true', count: 900 },
      { value: 'false', count: 600 },
    ],
  },
  builds: {
    total: 1300,
    values: [
      { value: 'Windows 11 24H2', count: 700 },
      { value: 'Windows 11 23H2', count: 400 },
      { value: 'Windows 10 22H2', count: 200 },
    ],
  },
};

export const deviceRow = (set: Partial<DeviceListRow> = {}): DeviceListRow => ({
  id: 12,
  recordId: 112,
  name: 'CON-LT-00012',
  managedBy: 'coManaged',
  ownership: 'corporate',
  compliance: 'compliant',
  platform: 'windows',
  osVersion: '10.0.26100.4652',
  lastCheckIn: now - 2 * hour,
  primaryUser: 'ana.lopez@contoso.example',
  model: 'Latitude 7440',
  ...set,
});

export const actionView = (set: Partial<ActionView> = {}): ActionView => ({
  id: 31,
  kind: 'restart',
  device: 'CON-LT-00012',
  deviceId: 12,
  state: 'pending',
  console: 'Pending',
  bound: {
    from: now,
    to: now + 6 * hour,
    basis: 'the last check-in was 2 h ago; a maintenance sync follows about every 8 h',
  },
  reason: 'offline',
  reasonText: 'The device is offline; it takes the action at its next check-in.',
  since: now - 20 * 60,
  expectedBy: now + 23 * hour,
  deadline: now + 300 * day,
  deliveredAt: null,
  finishedAt: null,
  resultCode: null,
  origin: 'intune',
  requestedBy: 'robin.beck@contoso.example',
  orderedAt: now - 20 * 60,
  options: {},
  canCancel: true,
  ...set,
});

export const activityView = (set: Partial<ActivityView> = {}): ActivityView => ({
  id: 5,
  at: now - 20 * 60,
  kind: 'restart_ordered',
  subject: 'CON-LT-00012',
  deviceId: 12,
  actor: 'robin.beck@contoso.example',
  details: {},
  text: 'Restart ordered for CON-LT-00012',
  ...set,
});
