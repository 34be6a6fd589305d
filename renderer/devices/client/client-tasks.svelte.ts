import { deviceTriggers, notificationMenus, type DeviceTrigger } from '../../../shared/desktop/triggers.ts';
import type { DeviceListRow } from '../../../shared/devices/views.ts';
import { ask } from '../../api/client.ts';
import { toast } from '../../ui/feedback/toasts.svelte.ts';
import type { Command, MenuItem } from '../../ui/types.ts';

/** Whom the site's console tells something: one client, or those of a collection. */
export type Told =
  | { kind: 'device'; id: number; name: string; hasClient: boolean; isStale?: boolean }
  | { kind: 'collection'; id: number; name: string };
/** A row of the site's list as one that can be told something: of two records of a computer the client answers for the present one. */
export const toldOf = ({ id, name, client, isStale }: DeviceListRow): Told => ({
  kind: 'device',
  id,
  name,
  hasClient: client === true,
  isStale: isStale === true,
});
const menus = [
  { where: 'siteConsole', id: 'notification', icon: 'alert' },
  { where: 'clientDiagnostics', id: 'diagnostics', icon: 'stethoscope' },
  { where: 'endpointProtection', id: 'endpointProtection', icon: 'shield' },
] as const;

function reasonNot(to: Told): string | null {
  if (to.kind !== 'device') return null;
  if (to.isStale) return 'Another record of this computer has replaced this one, and its client answers for that.';
  return to.hasClient ? null : 'The site knows of no client on this device.';
}

/** What the console can have done at clients, and what of it is being asked about first. */
export class ClientTasks {
  readonly #ondone: () => void;
  asked = $state.raw<{ task: 'restart' | 'resultant' | 'script' | 'pivot'; to: Told } | null>(null);

  constructor(ondone: () => void) {
    this.#ondone = ondone;
  }

  close = (): void => void (this.asked = null);

  async notify(to: Told, id: string): Promise<void> {
    const label = deviceTriggers.find((one) => one.id === id)?.label ?? id;
    const answer =
      to.kind === 'device'
        ? await ask('desktop.trigger', { deviceId: to.id, trigger: id })
        : await ask('desktop.notifyCollection', { collectionId: to.id, trigger: id });
    if (!answer.ok) toast({ tone: 'danger', title: answer.message, message: answer.next });
    else toast({ tone: 'success', title: `${label}: sent to ${to.name}` });
    this.#ondone();
  }

  /** The groups of the ribbon; null while nothing is marked. */
  commands(to: Told | null, nothing: string, hasSettings = true): Command[] {
    const disabledReason = to === null ? nothing : reasonNot(to);
    const told = menus.map(({ where, id, icon }) => ({
      id,
      label: notificationMenus[where],
      icon,
      disabledReason,
      menu: deviceTriggers.filter((one) => one.where === where).map((one) => this.#entry(one, to)),
    }));
    const settings: Command[] = !hasSettings
      ? []
      : [
          {
            id: 'clientSettings',
            label: 'Client Settings',
            icon: 'window-settings',
            disabledReason,
            menu: [
              {
                id: 'resultant',
                label: 'Resultant Client Settings',
                onaction: () => to && (this.asked = { task: 'resultant', to }),
              },
            ],
          },
        ];
    const start: Command[] = [
      {
        id: 'runScript',
        label: 'Run Script',
        icon: 'script',
        disabledReason,
        onaction: () => to && (this.asked = { task: 'script', to }),
      },
      {
        id: 'cmpivot',
        label: 'Start CMPivot',
        icon: 'search',
        disabledReason,
        onaction: () => to && (this.asked = { task: 'pivot', to }),
      },
    ];
    return [...start, ...told, ...settings];
  }

  #entry({ id, label }: DeviceTrigger, to: Told | null): MenuItem {
    return {
      id,
      label,
      onaction: () => {
        if (!to) return;
        // A restart is told about before it is sent.
        if (id === 'restartClient') this.asked = { task: 'restart', to };
        else void this.notify(to, id);
      },
    };
  }
}
