import type { ComanagementView } from '../../shared/comanagement/views.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import type { Command } from '../ui/types.ts';
import { text } from './text.ts';

type Given = {
  connector: ConnectorView | null;
  comanagement: ComanagementView | null;
  onconfigure: () => void;
  onproperties: () => void;
  onpreview: () => void;
  onadd: () => void;
  onmatrix: () => void;
  onremove: () => void;
  onleave: () => void;
};

export const isAttached = (connector: ConnectorView | null): boolean =>
  connector !== null && connector.status !== 'notEnabled';

/** Commands of the node, each with the reason when it cannot be used now. */
export function attachCommands(given: Given): Command[] {
  const attached = isAttached(given.connector);
  const comanaged = given.comanagement?.isEnabled ?? false;
  const isLeaving = given.connector?.status === 'offboarding';
  return [
    {
      id: 'configure',
      label: 'Configure Cloud Attach',
      icon: 'cloud-link',
      onaction: given.onconfigure,
      disabledReason: isLeaving ? text.commands.leaving : attached && comanaged ? text.commands.configured : null,
    },
    {
      id: 'properties',
      label: 'Properties',
      icon: 'options',
      onaction: given.onproperties,
      disabledReason: attached || comanaged ? null : text.commands.needsEither,
    },
    { id: 'preview', label: 'Preview', icon: 'eye', onaction: given.onpreview },
    { id: 'line-1', separator: true },
    { id: 'matrix', label: 'Authority matrix', icon: 'table', onaction: given.onmatrix },
    { id: 'add', label: 'Add devices', icon: 'add', onaction: given.onadd },
    { id: 'line-2', separator: true },
    {
      id: 'remove',
      label: 'Remove co-management',
      icon: 'link-dismiss',
      isDanger: true,
      onaction: given.onremove,
      disabledReason: comanaged ? null : text.commands.needsComanagement,
    },
    {
      id: 'leave',
      label: 'Leave tenant attach',
      icon: 'plug-disconnected',
      isDanger: true,
      onaction: given.onleave,
      disabledReason: !attached ? text.commands.needsAttach : isLeaving ? text.commands.leaving : null,
    },
  ];
}
