import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertRow, prepared } from '../../main/db/tables.ts';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { bringsClient, deliveryOf, hasProfile } from '../../main/simulation/autopilot/assignment.ts';
import { statusPageSeconds } from '../../main/simulation/kernel/being-set-up.ts';
import { day, minute } from '../../shared/time.ts';
import { buildLab, pass, record, refusalCode } from '../support/build-lab.ts';
import { addBoxes, historyOf, internetLab, isCoManaged, lastOf, put, stateOf } from '../support/internet-lab.ts';

const group = 'SG-Autopilot';
const groupOf = (lab: Lab, deviceIds: number[]): number =>
  lab.input('identity.createGroup', { name: group, description: '', deviceIds });

describe('what is assigned to a group', () => {
  it.each(['app', 'policy'] as const)('reaches its devices by the %s, and no others', (delivery) => {
    const lab = internetLab({ delivery });
    const [inside, outside] = addBoxes(lab, 2) as [number, number];
    groupOf(lab, [inside]);
    put(lab, 'clientDeliveryGroup', group);
    pass(lab, 9 * day);
    expect([isCoManaged(lab, inside), isCoManaged(lab, outside)]).toEqual([true, false]);
    expect(stateOf(lab, outside)?.code ?? null).toBeNull();
  });

  it('reaches a device once it is in the group, without anything else', () => {
    const lab = internetLab({ delivery: 'app' });
    const [id] = addBoxes(lab) as [number];
    const groupId = groupOf(lab, []);
    put(lab, 'clientDeliveryGroup', group);
    pass(lab, 9 * day);
    expect(isCoManaged(lab, id)).toBe(false);
    lab.input('identity.setMember', { groupId, deviceId: id, isMember: true });
    pass(lab, 9 * day);
    expect(isCoManaged(lab, id)).toBe(true);
  });

  it('leaves the client to somebody else where the policy does not install it', () => {
    const lab = internetLab({ settings: { clientPolicyInstalls: 'off' } });
    const [id] = addBoxes(lab) as [number];
    pass(lab, 9 * day);
    expect(historyOf(lab, id).some(({ kind }) => kind === 'ccmsetupStarted')).toBe(false);
    expect(stateOf(lab, id)?.is_override ?? 0).toBe(0);
  });

  it('is nothing to a device without a deployment profile: no status page waits there', () => {
    const lab = internetLab();
    put(lab, 'autopilotProfileGroup', 'Nobody');
    const [id] = addBoxes(lab) as [number];
    pass(lab, 9 * day);
    expect(historyOf(lab, id).some(({ kind }) => kind === 'statusPage')).toBe(false);
  });
});

describe('the status page', () => {
  it('waits as long as the profile of its group says', () => {
    const lab = internetLab({ settings: { gatewayContent: 'off' } });
    const [own, other] = addBoxes(lab, 2) as [number, number];
    groupOf(lab, [own]);
    for (const [id, value] of Object.entries({ statusPageGroup: group, statusPageMinutes: '90' })) put(lab, id, value);
    pass(lab, 9 * day);
    const waited = (id: number) => {
      const page = lastOf(lab, id, 'statusPage')!;
      return (Number(page.details['until']) - page.at) / minute;
    };
    expect([waited(own), waited(other)]).toEqual([90, 60]);
    for (const id of [own, other]) expect(lastOf(lab, id, 'statusPageFailed')!.details['code']).toBe('0x800705b4');
  });
});

describe('Device install status', () => {
  it('lists the devices of the app with what Intune was told', () => {
    const lab = internetLab({ delivery: 'app' });
    const ids = addBoxes(lab, 3);
    const asked = () => answerView(lab.db, 'autopilot.clientInstalls', { offset: 0, limit: 50 });
    pass(lab, 9 * day);
    const { rows, total } = asked();
    expect(rows.map(({ deviceId }) => deviceId).sort()).toEqual([...ids].sort());
    expect([total, new Set(rows.map(({ status }) => status))]).toEqual([3, new Set(['installed'])]);
    groupOf(lab, ids.slice(0, 1));
    put(lab, 'clientDeliveryGroup', group);
    expect(asked().rows.map(({ deviceId }) => deviceId)).toEqual(ids.slice(0, 1));
    put(lab, 'clientDelivery', 'none');
    expect(asked().total).toBe(0);
  });

  it('has nothing to install where the client is, and tells of no enrollment but the present one', () => {
    const lab = buildLab({
      devices: ([true, false] as const).map((client) => ({
        ...{ join: 'entra', ownership: 'corporate', presence: 'office', client },
      })),
    });
    put(lab, 'clientDelivery', 'app');
    const status = () =>
      answerView(lab.db, 'autopilot.clientInstalls', { offset: 0, limit: 50 })
        .rows.sort((a, b) => a.deviceId - b.deviceId)
        .map(({ status: told }) => told);
    expect(status()).toEqual(['installed', 'pending']);
    const ran = (at: number) =>
      insertRow(lab.db, 'history', { at, device_id: 2, kind: 'ccmsetupStarted', details: '{}' });
    const enrolledAt = record(lab, 'intune_devices', 2)!.enrolled_at;
    ran(enrolledAt - 1);
    expect(status()).toEqual(['installed', 'pending']);
    ran(enrolledAt);
    expect(status()).toEqual(['installed', 'installed']);
  });

  it('names the code of an installer that refused its command line', () => {
    const lab = internetLab({ delivery: 'app', commandLine: 'CCMSETUPCMD=”CCMHOSTNAME=x”' });
    addBoxes(lab);
    pass(lab, 9 * day);
    const { rows } = answerView(lab.db, 'autopilot.clientInstalls', { offset: 0, limit: 50 });
    expect(rows).toMatchObject([{ status: 'failed', code: '0x80070667' }]);
  });
});

describe('a group of Entra ID', () => {
  it('is made once, of devices that have an object there', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    const groupId = groupOf(lab, [id, id]);
    expect(answerView(lab.db, 'identity.read', {}).groups.find(({ name }) => name === group)).toMatchObject({
      id: groupId,
      devices: 1,
    });
    expect(refusalCode(() => groupOf(lab, []))).toBe('nameTaken');
    prepared(lab.db, 'DELETE FROM entra_devices WHERE device_id = ?').run(id);
    const member = { groupId, deviceId: id, isMember: false };
    expect(refusalCode(() => lab.input('identity.setMember', member))).toBe('recordNotFound');
  });
});

describe('assignments', () => {
  const asking = (set: Record<string, string>, devices: readonly string[], users: readonly string[]) => ({
    setting: (id: string) => set[id] ?? '',
    isDeviceInGroup: (name: string) => devices.includes(name),
    isUserInGroup: (name: string) => users.includes(name),
  });
  const groups = fc.constantFrom('', 'A', 'B');
  const members = fc.subarray(['A', 'B']);

  it('give to nobody what is not assigned, and a policy to no user', () => {
    fc.assert(
      fc.property(fc.constantFrom('none', 'app', 'policy'), groups, members, members, (how, name, devices, users) => {
        const facts = asking(
          { clientDelivery: how, clientDeliveryGroup: name, clientPolicyInstalls: 'on' },
          devices,
          users,
        );
        const reaches = name === '' || devices.includes(name) || (how === 'app' && users.includes(name));
        expect(deliveryOf(facts)).toBe(reaches ? how : 'none');
        expect(bringsClient(facts)).toBe(reaches && how !== 'none');
      }),
    );
  });

  it('give a profile to all devices, or to those of its group', () => {
    fc.assert(
      fc.property(fc.constantFrom('assigned', 'none'), groups, members, (profile, name, devices) => {
        const facts = asking({ autopilotProfile: profile, autopilotProfileGroup: name }, devices, []);
        expect(hasProfile(facts)).toBe(profile === 'assigned' && (name === '' || devices.includes(name)));
      }),
    );
  });

  it('let the status page wait at least a minute and at most a day, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (text) => {
        const facts = asking({ statusPageGroup: 'A', statusPageMinutes: text }, ['A'], []);
        const seconds = statusPageSeconds(facts);
        expect(seconds).toBeGreaterThanOrEqual(minute);
        expect(seconds).toBeLessThanOrEqual(day);
        expect(seconds % minute).toBe(0);
      }),
    );
  });
});
