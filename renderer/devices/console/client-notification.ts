import { deviceTriggers } from '../../../shared/desktop/triggers.ts';
import type { DeviceListRow } from '../../../shared/devices/views.ts';
import { ask } from '../../api/client.ts';
import { toast } from '../../ui/feedback/toasts.svelte.ts';
import type { Command, MenuItem } from '../../ui/types.ts';

const notifications = deviceTriggers.filter(({ where }) => where === 'siteConsole');

async function notify(row: DeviceListRow, id: string, label: string, ondone: () => void): Promise<void> {
  const answer = await ask('desktop.trigger', { deviceId: row.id, trigger: id });
  if (!answer.ok) toast({ tone: 'danger', title: answer.message, message: answer.next });
  else toast({ tone: 'success', title: `${label}: sent to ${row.name}` });
  ondone();
}

/** What the site console can tell the client of the chosen device at once; null while none is chosen. */
export function clientCommands(row: DeviceListRow | null, ondone: () => void): Command[] {
  const menu: MenuItem[] = notifications.map(({ id, label }) => ({
    id,
    label,
    onaction: () => row && void notify(row, id, label, ondone),
  }));
  const disabledReason =
    row === null
      ? 'Select a device first.'
      : row['client'] === true
        ? null
        : 'The site knows of no client on this device.';
  return [
    { id: 'notification', label: 'Client Notification', icon: 'alert', menu, disabledReason },
    { id: 'device-end', separator: true, caption: 'Device' },
  ];
}
