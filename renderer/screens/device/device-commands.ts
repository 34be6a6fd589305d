import { actionKinds, remoteActions, type ActionKind } from '../../../shared/remote-actions.ts';
import type { DeviceView } from '../../../shared/views.ts';
import { actionIcons } from '../../components/action/words.ts';
import type { Command, MenuItem } from '../../components/ui/types.ts';
import { text } from './text.ts';

/** The order that administrators expect: what helps first, what destroys never at the edge. */
const order: readonly ActionKind[] = ['restart', 'remoteAssistance', 'wipe', 'sync'];
/** What the site carries to the client stands together, as tasks of Configuration Manager. */
const clientKinds = actionKinds.filter((kind) => remoteActions[kind].via === 'site');

/** The command bar, from the catalogue; a command that would be refused says why instead of being hidden. */
export function deviceCommands(view: DeviceView, onorder: (kind: ActionKind) => void): Command[] {
  const clientActions = clientKinds.flatMap((kind): MenuItem[] => {
    const command = view.commands.find((candidate) => candidate.kind === kind);
    if (!command) return [];
    const { label } = remoteActions[kind];
    return [{ id: kind, label, disabledReason: command.refusal?.message ?? null, onaction: () => onorder(kind) }];
  });
  const commands = ownCommands(view, onorder);
  if (clientActions.length === 0) return commands;
  return [...commands, { id: 'client', label: text.clientActions, icon: 'server-link', menu: clientActions }];
}

function ownCommands(view: DeviceView, onorder: (kind: ActionKind) => void): Command[] {
  return order.flatMap((kind): Command[] => {
    const command = view.commands.find((candidate) => candidate.kind === kind);
    if (!command) return [];
    const { label, subtitle, isDestructive } = remoteActions[kind];
    const common = { id: kind, icon: actionIcons[kind], disabledReason: command.refusal?.message ?? null };
    const onaction = () => onorder(kind);
    if (kind !== 'remoteAssistance') {
      return [
        {
          ...common,
          label: subtitle ? `${label} (${subtitle.toLowerCase()})` : label,
          isDanger: isDestructive,
          onaction,
        },
      ];
    }
    const session = { id: 'session', label, ...(subtitle ? { detail: subtitle } : {}), onaction };
    return [{ ...common, label: text.remoteControl, menu: [session] }];
  });
}
