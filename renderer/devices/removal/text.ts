import { recordServiceLabels, type RemovableRecord } from '../../../shared/contract/device-words.ts';
import { devicesText } from '../../parts/cells.ts';

export type NamedRecord = { recordId: number; name: string };

const called = (records: readonly NamedRecord[]): string =>
  records.length === 1 ? records[0]!.name : devicesText(records.length);

export const removalText = {
  title: 'Delete a record',
  remark: 'Each in its own console. Intune’s goes by Delete or Retire, because the device is told.',
  ask: (records: readonly NamedRecord[], service: RemovableRecord) =>
    `Delete ${called(records)} in ${recordServiceLabels[service]}?`,
  follows: {
    entra:
      'The object and its groups go at once; the device goes on believing in its join. Of a computer that Entra Connect finds it makes another object in its next cycle.',
    ad: 'The computer object goes at once; the next cycle of Entra Connect deletes its hybrid object too. Nothing is done at the device.',
    configmgr:
      'The record leaves its collections and, with the next upload, the tenant. A client that lives comes back with its next heartbeat.',
    autopilot:
      'The device is no longer registered: after a reset it is set up like any other. Its object in Microsoft Entra ID stays.',
  } satisfies Record<RemovableRecord, string>,
  /** Fields of the console's list that tell a record from another. */
  facts: {
    entra: ['owner', 'joinType', 'mdm', 'registered', 'activity'],
    ad: ['os', 'distinguishedName', 'created'],
    configmgr: ['primaryUser', 'serialNumber', 'model', 'clientStatus', 'lastPolicyRequest', 'lastHeartbeat'],
  },
  alike: (count: number) =>
    count === 1 ? 'Another record has the same name.' : `${String(count)} other records have the same name.`,
  removed: (records: readonly NamedRecord[], service: RemovableRecord) => ({
    title: `${called(records)} deleted`,
    message: `${recordServiceLabels[service]} has no record of ${records.length === 1 ? 'it' : 'them'} any more.`,
  }),
  enabled: (records: readonly NamedRecord[], service: 'entra' | 'ad', isEnabled: boolean) => ({
    title: `${called(records)} ${isEnabled ? 'enabled' : 'disabled'}`,
    message:
      service === 'ad'
        ? 'Microsoft Entra ID hears of it with the next cycle of Entra Connect.'
        : isEnabled
          ? 'Tokens are given again.'
          : 'No token is given from now on.',
  }),
  none: 'Select one or more devices first.',
  tooMany: (limit: number) => `At most ${limit} devices at once.`,
};
