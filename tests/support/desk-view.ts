import type { DeskView } from '../../shared/desktop/views.ts';
import type { ServerView } from '../../shared/servers/views.ts';
import { sessionView } from './session-view.ts';

/** A hybrid joined laptop, on and in the office, as whoever sits there sees it. */
export const deskView = (set: Partial<DeskView> = {}): DeskView => ({
  ...sessionView().desktop!,
  deviceId: 12,
  platform: 'windows',
  power: 'running',
  place: 'office',
  account: 'CONTOSO\\ana.lopez',
  announcedRestartAt: null,
  ...set,
});

export const serverViews = (): ServerView[] =>
  (
    [
      ['siteServer', 'CON-SRV-CM01'],
      ['domainController', 'CONTOSO-DC01'],
      ['entraConnect', 'CONTOSO-AAD01'],
    ] as const
  ).map(([role, name]) => ({ role, name, domain: 'corp.contoso.example', account: 'CONTOSO\\alex.becker' }));
