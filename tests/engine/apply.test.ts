import { describe, expect, it } from 'vitest';
import { findRow, nextId, prepared } from '../../main/db/tables.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { remembering } from '../../main/lab/engine/memory.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { Change } from '../../main/simulation/kernel/change.ts';
import { putMember } from '../../main/simulation/collections/refresh.ts';
import { putSetting, settingsPut } from '../../main/simulation/kernel/setting.ts';
import type { ApplicationState } from '../../shared/apps/words.ts';
import { buildLab } from '../support/build-lab.ts';

const computer = { join: 'domain', client: true, enrolled: false, presence: 'always' } as const;

const labOf = (): Lab => buildLab({ devices: [computer, computer] });
const does = (lab: Lab, ...changes: Change[]): void => applyChanges(lab.db, changes, lab.now);
const rows = (lab: Lab, sql: string): unknown[] => lab.db.prepare(sql).all();

const step = (state: ApplicationState, applicationId = 1, deviceId = 1): Change => ({
  do: 'put',
  table: 'application_states',
  key: { device_id: deviceId, application_id: applicationId },
  set: { state, since: 5, action: null },
});

describe('put', () => {
  it('makes the row, and changes only the named columns of one that is there', () => {
    const lab = labOf();
    const fresh = {
      stage: 'waitingForTask',
      since: 1,
      certificate_at: null,
      attempts: 0,
      attempted_at: null,
      phase: null,
      code: null,
      server_code: null,
      reason: null,
      expected_by: null,
    } as const;
    does(lab, { do: 'remove', table: 'hybrid_joins', key: {} });
    does(lab, { do: 'put', table: 'hybrid_joins', key: { device_id: 2 }, set: { attempts: 3 }, fresh });
    const put = { ...fresh, device_id: 2, attempts: 3 };
    expect(rows(lab, 'SELECT * FROM hybrid_joins')).toEqual([put]);
    const later = { ...fresh, since: 9, attempts: 9 };
    does(lab, { do: 'put', table: 'hybrid_joins', key: { device_id: 2 }, set: { code: '0x1' }, fresh: later });
    expect(rows(lab, 'SELECT * FROM hybrid_joins')).toEqual([{ ...put, code: '0x1' }]);
  });

  it('leaves a row as it is when no column is named', () => {
    const lab = labOf();
    const { id } = findRow(lab.db, 'collections', nextId(lab.db, 'collections') - 1)!;
    does(lab, { do: 'remove', table: 'collection_members', key: {} }, putMember(id, 2, 10), putMember(id, 2, 20));
    expect(rows(lab, 'SELECT * FROM collection_members')).toEqual([{ collection_id: id, device_id: 2, since: 10 }]);
  });
});

describe('remove', () => {
  it('takes away rows in which a value is absent, and leaves those that have one', () => {
    const lab = labOf();
    const installing: Change = {
      do: 'put',
      table: 'application_states',
      key: { device_id: 1, application_id: 3 },
      set: { state: 'installing', since: 5, action: 'install' },
    };
    does(lab, step('installed', 1), step('installed', 2), installing);
    does(lab, { do: 'remove', table: 'application_states', key: { device_id: 1, action: null } });
    expect(rows(lab, 'SELECT application_id FROM application_states')).toEqual([{ application_id: 3 }]);
  });

  it('takes away every row with these values', () => {
    const lab = labOf();
    const left = () => rows(lab, 'SELECT device_id || application_id FROM application_states').length;
    does(lab, step('installed'), step('installed', 2), step('failed', 1, 2));
    does(lab, { do: 'remove', table: 'application_states', key: { state: 'failed' } });
    expect(left()).toBe(2);
    does(lab, { do: 'remove', table: 'application_states', key: { device_id: 1, application_id: 2 } });
    expect(left()).toBe(1);
    does(lab, { do: 'remove', table: 'application_states', key: {} });
    expect(left()).toBe(0);
  });
});

describe('insert and update', () => {
  it('number a row like the store, which gives the highest number again once its row is gone', () => {
    const lab = labOf();
    const next = nextId(lab.db, 'groups');
    const row = { name: 'A', description: '' };
    does(lab, { do: 'insert', table: 'groups', row }, { do: 'insert', table: 'groups', row: { ...row, name: 'B' } });
    expect(prepared(lab.db, 'SELECT name FROM groups WHERE id >= ? ORDER BY id').pluck().all(next)).toEqual(['A', 'B']);
    does(lab, { do: 'remove', table: 'groups', key: { name: 'B' } });
    expect(nextId(lab.db, 'groups')).toBe(next + 1);
  });

  it('refuse to speak of a row that is not there', () => {
    const lab = labOf();
    expect(() => does(lab, { do: 'update', table: 'devices', id: 99, set: { power: 'running' } })).toThrow('no row 99');
  });
});

describe('queue', () => {
  const upload = (subjectId: number, dueAt: number): Change => ({
    do: 'queue',
    dueAt,
    kind: 'upload',
    deviceId: 0,
    subjectId,
    unlessQueued: true,
  });
  const dues = (lab: Lab): unknown[] =>
    lab.db.prepare(`SELECT due_at FROM work_queue WHERE kind = 'upload' ORDER BY seq`).pluck().all();

  it('never queues anything before now, and on demand nothing twice', () => {
    const lab = labOf();
    expect(() => does(lab, upload(0, lab.now - 1))).toThrow('before now');
    does(lab, upload(0, lab.now + 1), upload(0, lab.now + 2), upload(1, lab.now + 3));
    expect(dues(lab)).toEqual([lab.now + 1, lab.now + 3]);
    does(lab, { do: 'unqueue', kind: 'upload', deviceId: 0, subjectId: 1 });
    expect(dues(lab)).toEqual([lab.now + 1]);
    does(lab, upload(1, lab.now + 3), { do: 'unqueue', kind: 'upload', deviceId: 0 });
    expect(dues(lab)).toEqual([]);
  });
});

describe('what is remembered of the estate', () => {
  it('is read again after a change of the tables it came from', () => {
    const lab = labOf();
    const { db, now } = lab;
    remembering(db, () => {
      const known = (): unknown[] => {
        const estate = estateOf(db);
        return [
          estate.setting('scp'),
          estate.tenant.name,
          estate.cloud.uploads,
          estate.workloads[0]!.changed_at,
          estate.computers,
        ];
      };
      const [, , uploads, , computers] = known();
      const { id: _, ...record } = findRow(db, 'configmgr_devices', 1)!;
      does(
        lab,
        putSetting('scp', '', 'wrongTenant', now),
        { do: 'update', table: 'tenant', id: 1, set: { name: 'Other' } },
        { do: 'update', table: 'cloud_attach', id: 1, set: { uploads: uploads === 1 ? 0 : 1 } },
        { do: 'update', table: 'workloads', id: estateOf(db).workloads[0]!.id, set: { changed_at: 7 } },
        { do: 'insert', table: 'configmgr_devices', row: { ...record, is_current: 0 } },
      );
      expect(known()).toEqual(['wrongTenant', 'Other', uploads === 1 ? 0 : 1, 7, (computers as number) + 1]);
    });
  });
});

describe('putSetting', () => {
  it('takes the row away where the value is the normal one, and is read back either way', () => {
    const lab = labOf();
    const changes = [putSetting('deviceTpm', '1', 'fips', 5), putSetting('deviceTpm', '2', 'ok', 6)];
    expect(settingsPut(changes)).toEqual([
      { id: 'deviceTpm', target: '1', value: 'fips' },
      { id: 'deviceTpm', target: '2', value: 'ok' },
    ]);
    const tpm = () => rows(lab, `SELECT * FROM settings WHERE id = 'deviceTpm'`);
    does(lab, ...changes);
    expect(tpm()).toEqual([{ id: 'deviceTpm', target: '1', value: 'fips', changed_at: 5 }]);
    does(lab, putSetting('deviceTpm', '1', 'ok', 7));
    expect(tpm()).toEqual([]);
    expect(() => putSetting('nonsense', '', 'on', 5)).toThrow('nonsense');
  });
});

/** Held by `npm run types`: each of these errors has to be one. */
export const doNotCompile: readonly Change[] = [
  // @ts-expect-error No such column.
  { do: 'update', table: 'devices', id: 1, set: { color: 'red' } },
  // @ts-expect-error Another table's column.
  { do: 'remove', table: 'settings', key: { device_id: 1 } },
  // @ts-expect-error History is no table of rows to change.
  { do: 'remove', table: 'history', key: {} },
  // @ts-expect-error Half a key.
  { do: 'put', table: 'settings', key: { id: 'scp' }, set: { value: 'x', changed_at: 1 } },
  // @ts-expect-error A row that would lack a column.
  { do: 'put', table: 'settings', key: { id: 'scp', target: '' }, set: { value: 'x' } },
  // @ts-expect-error A row that would lack columns.
  { do: 'insert', table: 'faults', row: { fault: 'x' } },
  // @ts-expect-error The tenant neither comes nor goes.
  { do: 'remove', table: 'tenant', key: { id: 1 } },
  // @ts-expect-error Work of the site at a device.
  { do: 'queue', dueAt: 1, kind: 'upload', deviceId: 1, subjectId: 0 },
];
