import type { SessionView } from '../../shared/sessions/views.ts';
import { actionView, now } from './views.ts';

const hour = 3600;
const day = 24 * hour;

/** A session in view only, a minute old, at a device with a nearly full disk and an update that waits for a restart. */
export const sessionView = (set: Partial<SessionView> = {}): SessionView => ({
  action: actionView({
    kind: 'remoteAssistance',
    state: 'active',
    console: 'Active',
    bound: null,
    reason: 'inSession',
    reasonText: 'The session is running.',
    orderedAt: now - 95,
    since: now - 70,
    deliveredAt: now - 70,
    expectedBy: null,
    canCancel: false,
  }),
  mode: 'view',
  canControl: true,
  helper: 'Robin Beck',
  sharer: 'Ana López',
  ending: null,
  isCompliant: true,
  desktop: {
    deviceName: 'CON-LT-00012',
    user: 'Ana López',
    upn: 'ana.lopez@contoso.example',
    localTime: now + 2 * hour,
    offset: 2 * hour,
    zone: 'Europe/Berlin',
    os: 'Windows 11 Enterprise 24H2',
    osVersion: '10.0.26100.4652',
    model: 'Latitude 7440',
    serialNumber: 'DL7440-00012',
    manufacturer: 'Dell',
    joinType: 'hybrid',
    domain: 'CONTOSO',
    isMdmEnrolled: true,
    clientVersion: '5.00.9141.1000',
    diskFreeMb: 3900,
    diskTotalMb: 476_000,
    batteryPercent: 81,
    isEncrypted: true,
    isDefenderOn: true,
    bootedAt: now - 9 * day,
    pendingRebootSince: now - 8 * day,
    restartAt: null,
  },
  events: [
    { at: now - 95, kind: 'requested', details: { helper: 'Robin Beck' } },
    { at: now - 70, kind: 'started', details: { mode: 'view' } },
  ],
  ...set,
});
