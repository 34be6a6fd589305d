import { isDestructive } from '../../../shared/actions/entry.ts';
import { actionKinds, bulkLimit, remoteActions, type ActionKind } from '../../../shared/actions/words.ts';
import type { DeviceListId } from '../../../shared/devices/lists.ts';
import { addressOf } from '../../../shared/screens.ts';
import { iconOf } from '../../actions/words.ts';
import { navigate } from '../../router.ts';
import type { Command } from '../../ui/types.ts';
import { text } from './text.ts';

type Given = {
  list: DeviceListId;
  hasActions: boolean;
  selected: number;
  isExporting: boolean;
  onrefresh: () => void;
  onexport: () => void;
  oncolumns: () => void;
  onorder: (kind: ActionKind) => void;
};

/** Commands of a list: what it does itself, then the bulk actions of the catalogue, shown even when they cannot be used. */
export function listCommands(given: Given): Command[] {
  const words = given.list === 'entra' ? text.entraCommands : text.commands;
  const own: Command[] = [
    { id: 'refresh', label: 'Refresh', icon: 'arrow-clockwise', onaction: given.onrefresh },
    { id: 'export', label: words.export, icon: 'arrow-export', onaction: given.onexport, isBusy: given.isExporting },
    { id: 'columns', label: words.columns, icon: 'column-edit', onaction: given.oncolumns },
  ];
  if (given.list === 'intune' && given.hasActions)
    own.push({
      id: 'bulk',
      label: 'Bulk device actions',
      icon: 'table-simple',
      onaction: () => void navigate(addressOf('bulkActions')),
    });
  if (!given.hasActions) return own;
  const disabledReason =
    given.selected === 0 ? text.noSelection : given.selected > bulkLimit ? text.tooMany(bulkLimit) : null;
  const bulk = actionKinds
    .filter((kind) => remoteActions[kind].bulk)
    .map((kind) => ({
      id: kind,
      label: remoteActions[kind].label,
      icon: iconOf(kind),
      isDanger: isDestructive(remoteActions[kind]),
      disabledReason,
      onaction: () => given.onorder(kind),
    }));
  return [...own, { id: 'actions', separator: true }, ...bulk];
}

/** What ends the ribbon of a node: the group of the list itself, and the properties of the marked row, by their address. */
export const nodeCommands = (path: string | null): Command[] => [
  { id: 'list-end', separator: true, caption: 'List' },
  {
    id: 'properties',
    label: 'Properties',
    icon: 'options',
    disabledReason: path === null ? text.noneMarked : null,
    onaction: () => path !== null && void navigate(path),
  },
  { id: 'properties-end', separator: true, caption: 'Properties' },
];
