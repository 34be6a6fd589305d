import { commandMenus, type CommandMenuId } from '../../../shared/actions/carriers.ts';
import { isDestructive } from '../../../shared/actions/entry.ts';
import { actionKinds, remoteActions, traitsOf, type ActionKind } from '../../../shared/actions/words.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import { iconOf } from '../../actions/words.ts';
import type { Command, MenuAction } from '../../ui/types.ts';

/** The command bar, from the catalogue; a command that would be refused says why instead of being hidden. */
export function deviceCommands({ commands }: DeviceView, onorder: (kind: ActionKind) => void): Command[] {
  const offered = actionKinds
    .flatMap((kind) => commands.find((candidate) => candidate.kind === kind) ?? [])
    .sort((a, b) => remoteActions[a.kind].place.position - remoteActions[b.kind].place.position);
  const menus = new Set<CommandMenuId>();
  return offered.flatMap((command): Command[] => {
    const { menu } = remoteActions[command.kind].place;
    if (menu === undefined) return [inBar(command, onorder)];
    // A menu stands where its first action would.
    if (menus.has(menu)) return [];
    menus.add(menu);
    return [
      asMenu(
        menu,
        offered.filter(({ kind }) => remoteActions[kind].place.menu === menu),
        onorder,
      ),
    ];
  });
}

/**
 * The bar of Intune's own page of a device: each action for itself under its documented name, what takes something away first,
 * and only those by a way that leads to such a device: it is enrolled, attached, or both.
 */
export function cloudCommands({ commands, records }: DeviceView, onorder: (kind: ActionKind) => void): Command[] {
  const fields = records.intune?.fields ?? {};
  const isOpen = (kind: ActionKind): boolean =>
    traitsOf({ kind }).passesSite ? fields['attachedAt'] != null : fields['managedBy'] !== 'configMgr';
  const rank = (kind: ActionKind): number =>
    isDestructive(remoteActions[kind]) ? 0 : remoteActions[kind].place.position;
  return commands
    .filter(({ kind }) => isOpen(kind))
    .toSorted((a, b) => rank(a.kind) - rank(b.kind))
    .map((command) => ({ ...inBar(command, onorder), label: remoteActions[command.kind].label }));
}

type Offered = DeviceView['commands'][number];

function inBar({ kind, refusal }: Offered, onorder: (kind: ActionKind) => void) {
  const action = remoteActions[kind];
  return {
    id: kind,
    label: action.subtitle ? `${action.label} (${action.subtitle.toLowerCase()})` : action.label,
    icon: iconOf(kind),
    isDanger: isDestructive(action),
    disabledReason: refusal?.message ?? null,
    onaction: () => onorder(kind),
  };
}

/** What refuses the only action of a menu refuses the menu: nobody has to open it to learn why. */
function asMenu(id: CommandMenuId, offered: readonly Offered[], onorder: (kind: ActionKind) => void): Command {
  const only = offered.length === 1 ? offered[0] : undefined;
  const menu = offered.map(({ kind, refusal }): MenuAction => {
    const { label, subtitle } = remoteActions[kind];
    return {
      id: kind,
      label,
      ...(subtitle ? { detail: subtitle } : {}),
      disabledReason: only ? null : (refusal?.message ?? null),
      onaction: () => onorder(kind),
    };
  });
  return { id, ...commandMenus[id], disabledReason: only?.refusal?.message ?? null, menu };
}
