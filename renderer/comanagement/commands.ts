import type { ComanagementView } from '../../shared/comanagement/views.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import type { Command } from '../ui/types.ts';
import { text } from './text.ts';

type Given = {
  connector: ConnectorView | null;
  comanagement: ComanagementView | null;
  onconfigure: () => void;
  onrefresh: () => unknown;
  onproperties: () => void;
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
    { id: 'create-end', separator: true, caption: 'Create' },
    { id: 'refresh', label: 'Refresh', icon: 'arrow-clockwise', onaction: given.onrefresh },
    { id: 'policy-end', separator: true, caption: 'Cloud Attach' },
    {
      id: 'properties',
      label: 'Properties',
      icon: 'options',
      onaction: given.onproperties,
      disabledReason: attached || comanaged ? null : text.commands.needsEither,
    },
    { id: 'properties-end', separator: true, caption: 'Properties' },
  ];
}
