import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { countDevices, listDevices } from '../../main/lab/devices/list.ts';
import { deploymentParts, type DeploymentPart } from '../../shared/comanagement/words.ts';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import type { userKinds } from '../../shared/identity/words.ts';
import { day } from '../../shared/time.ts';
import { refusalCode } from '../support/build-lab.ts';
import { coManaged, coManagedLab, move } from '../support/co-managed.ts';

const query = (list: DeviceListId, field: string, value: string) => ({
  list,
  filters: [{ field, value }],
  search: '',
  sort: null,
});
/** A collection with the first device alone. */
function pilotOf(lab: Lab): number {
  const collectionId = lab.input('collections.create', {
    name: 'Pilot',
    comment: '',
    limitingId: 1,
    isIncremental: true,
  });
  lab.input('collections.addRule', { collectionId, rule: { kind: 'direct', deviceIds: [1] } });
  return collectionId;
}

describe('a number and the list behind it', () => {
  it('of a deployment have one condition, whatever part it is', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged(), coManaged({ enrolled: false })] });
    const pilot = pilotOf(lab);
    lab.input('comanagement.enable', { enroll: 'pilot', collectionId: pilot });
    move(lab, 'windowsUpdate', 'pilot', pilot);
    lab.advanceTo(lab.now + day);
    const { deployments } = answerView(lab.db, 'comanagement.read', {});
    expect(deployments).toHaveLength(3);
    expect(deployments.map(({ targeted }) => targeted)).toEqual([3, 1, 1]);
    for (const deployment of deployments)
      for (const [part, label] of Object.entries(deploymentParts))
        expect(
          countDevices(lab.db, query('configmgr', 'deployment', `${deployment.name.toLowerCase()}, ${label}`)),
        ).toBe(deployment[part as DeploymentPart]);
    expect(countDevices(lab.db, query('configmgr', 'deployment', 'Nothing, applied'))).toBe(0);
    expect(countDevices(lab.db, query('configmgr', 'deployment', 'CoMgmtSettingsProd, nothing'))).toBe(0);
  });

  it('of a collection are its members, by its code', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged()] });
    for (const { code, members } of answerView(lab.db, 'collections.list', {}))
      expect(countDevices(lab.db, query('configmgr', 'collection', code.toLowerCase())), code).toBe(members);
    expect(countDevices(lab.db, query('configmgr', 'collection', 'XXX00001'))).toBe(0);
  });

  it('narrow a list and are no values of its rows', () => {
    const lab = coManagedLab();
    const [row] = listDevices(lab.db, query('configmgr', 'collection', 'SMS00001'), 0, 1);
    expect(row).not.toHaveProperty('collection');
    expect(
      refusalCode(() =>
        listDevices(
          lab.db,
          { ...query('configmgr', 'collection', 'SMS00001'), sort: { field: 'collection', descending: false } },
          0,
          1,
        ),
      ),
    ).toBe('usage');
  });

  it('of a group of Entra ID are its devices and its users, and of every kind of users those', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged()] });
    const { groups, users } = answerView(lab.db, 'identity.read', {});
    const usersOf = (of: (typeof userKinds)[number], group?: string): number =>
      answerView(lab.db, 'identity.users', {
        of,
        search: '',
        offset: 0,
        limit: 1,
        ...(group === undefined ? {} : { group }),
      }).total;
    for (const group of groups) {
      expect(countDevices(lab.db, query('entra', 'group', group.name)), group.name).toBe(group.devices);
      expect(usersOf('group', group.name), group.name).toBe(group.users);
    }
    expect([usersOf('all'), usersOf('licensed'), usersOf('unverifiedSuffix'), usersOf('outOfScope')]).toEqual([
      users.total,
      users.intuneLicenses,
      users.unverifiedSuffix,
      users.outOfScope,
    ]);
    expect(usersOf('group')).toBe(0);
  });
});
