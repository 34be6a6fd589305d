import { remoteActions, type ActionKind } from '../../../shared/remote-actions.ts';
import type { DeviceView } from '../../../shared/views.ts';
import { actionIcons } from '../../components/action/words.ts';
import type { Command } from '../../components/ui/types.ts';
import { text } from './text.ts';

/** The order that administrators expect: what helps first, what destroys never at the edge. */
const order: readonly ActionKind[] = ['restart', 'remoteAssistance', 'wipe', 'sync'];

/** The command bar, from the catalogue; a command that would be refused says why instead of being hidden. */
export function deviceCommands(view: DeviceView, onorder: (kind: ActionKind) => void): Command[] {
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
