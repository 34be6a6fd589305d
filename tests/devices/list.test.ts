import { describe, expect, it } from 'vitest';
import { attentionReasons, deviceFields, deviceLists, type DeviceListId } from '../../shared/devices/lists.ts';
import { tiles } from '../../shared/home/tiles.ts';
import type { Cell } from '../../shared/contract/answers.ts';
import type { DeviceListRow, ListQuery } from '../../shared/devices/views.ts';
import { day, hour } from '../../shared/time.ts';
import { countDevices, deviceIds, eachDevice, fieldValues, listDevices } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { buildLab, mixedPopulation, order, refusalCode, sharedLab, changeDevice } from '../support/build-lab.ts';

const query = (list: DeviceListId, more: Partial<ListQuery> = {}): ListQuery => ({
  list,
  filters: [],
  search: '',
  sort: null,
  ...more,
});
const whereFieldIs = (list: DeviceListId, field: string, ...values: string[]): ListQuery =>
  query(list, { filters: values.map((value) => ({ field, value })) });
const textOf = (value: Cell | undefined): string =>
  value === null || value === undefined ? 'null' : String(value).toLowerCase();

const lab = sharedLab(mixedPopulation, (made) => {
  order(made, 'sync', [1, 2, 3]);
  order(made, 'restart', [1, 3, 6]);
  order(made, 'wipe', [4, 5]);
  made.advanceTo(made.now + 3 * day + 5 * hour);
});
const rowsOf = (asked: ListQuery): DeviceListRow[] => listDevices(lab().db, asked, 0, 10_000);

describe.each(deviceLists)('the list %s', (list) => {
  const fields = deviceFields[list];

  it('has as many rows as it counts', () => {
    const rows = rowsOf(query(list));
    expect(rows.length).toBeGreaterThan(20);
    expect(countDevices(lab().db, query(list))).toBe(rows.length);
    expect(new Set(rows.map(({ recordId }) => recordId)).size).toBe(rows.length);
    for (const row of rows)
      // A record that another has replaced says so.
      expect(
        Object.keys(row)
          .filter((key) => key !== 'isStale')
          .sort(),
      ).toEqual(['id', 'recordId', ...fields.map(({ id }) => id).filter((id) => id !== 'id')].sort());
  });

  it.each(fields.map(({ id }) => id))('sorts by %s both ways, completely and without losing a row', (field) => {
    const { type } = fields.find(({ id }) => id === field)!;
    const up = rowsOf(query(list, { sort: { field, descending: false } }));
    const down = rowsOf(query(list, { sort: { field, descending: true } }));
    expect(new Set(up.map(({ recordId }) => recordId)).size).toBe(countDevices(lab().db, query(list)));
    expect(down.length).toBe(up.length);
    const key = (row: DeviceListRow): string | number | null => {
      const value = row[field] ?? null;
      if (typeof value === 'boolean') return Number(value);
      return typeof value === 'string' && field !== 'name' ? value.toLowerCase() : value;
    };
    for (const [rows, sign] of [
      [up, 1],
      [down, -1],
    ] as const) {
      for (let i = 1; i < rows.length; i += 1) {
        const [a, b] = [key(rows[i - 1]!), key(rows[i]!)];
        if (a === null || b === null) expect(sign === 1 ? a === null : b === null || a !== null).toBe(true);
        else expect(a === b || a < b === (sign === 1), `${type} ${a} before ${b}`).toBe(true);
      }
    }
  });

  it.each(fields.map(({ id }) => id))('filters by each value of %s, and the values are those of the rows', (field) => {
    const rows = rowsOf(query(list));
    const values = fieldValues(lab().db, query(list), field, 100_000);
    expect(values.length).toBeGreaterThan(0);
    for (const { value, count } of values.slice(0, 40)) {
      const found = rowsOf(whereFieldIs(list, field, value));
      expect(found.length, `${field}=${value}`).toBe(count);
      expect(
        countDevices(lab().db, whereFieldIs(list, field, value.toUpperCase())),
        `${field}=${value.toUpperCase()}`,
      ).toBe(count);
      if (field !== 'needs')
        expect(found.map(({ recordId }) => recordId)).toEqual(
          rows.filter((row) => textOf(row[field]) === value.toLowerCase()).map(({ recordId }) => recordId),
        );
    }
    if (field !== 'needs') expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect(countDevices(lab().db, whereFieldIs(list, field, 'no such value'))).toBe(0);
  });

  it('joins different fields by and, values of one field by or', () => {
    const rows = rowsOf(query(list));
    const choices = fields
      .filter(({ isFilter, id }) => isFilter && id !== 'needs')
      .map(({ id }) => ({ id, values: fieldValues(lab().db, query(list), id).map(({ value }) => value) }));
    for (const [index, a] of choices.entries()) {
      const b = choices[(index + 1) % choices.length]!;
      if (a.id === b.id) continue;
      const asked = query(list, {
        filters: [
          { field: a.id, value: a.values[0]! },
          { field: b.id, value: b.values[0]! },
          { field: a.id, value: a.values[1] ?? a.values[0]! },
        ],
      });
      const wanted = rows.filter(
        (row) =>
          a.values
            .slice(0, 2)
            .map((value) => value.toLowerCase())
            .includes(textOf(row[a.id])) && textOf(row[b.id]) === b.values[0]!.toLowerCase(),
      );
      expect(rowsOf(asked).map(({ recordId }) => recordId)).toEqual(wanted.map(({ recordId }) => recordId));
      expect(countDevices(lab().db, asked)).toBe(wanted.length);
    }
  });

  it('pages without gap or overlap, in the same order as the whole, whatever it is sorted by', () => {
    for (const { id: field } of fields) {
      const asked = query(list, { sort: { field, descending: true } });
      const whole = rowsOf(asked).map(({ recordId }) => recordId);
      const paged: number[] = [];
      for (let offset = 0; offset < whole.length; offset += 37)
        paged.push(...listDevices(lab().db, asked, offset, 37).map(({ recordId }) => recordId));
      expect(paged).toEqual(whole);
      expect([...eachDevice(lab().db, asked, 41)].flat().map(({ recordId }) => recordId)).toEqual(whole);
    }
    expect(listDevices(lab().db, query(list), 1_000_000, 10)).toEqual([]);
  });

  it('finds names, whole or in part, whatever the letters’ case', () => {
    const rows = rowsOf(query(list));
    const { name } = rows[Math.floor(rows.length / 2)]!;
    for (const text of [name, name.toLowerCase(), name.toUpperCase(), ` ${name.slice(1)} `]) {
      const found = rowsOf(query(list, { search: text }));
      expect(found.some((row) => row.name === name)).toBe(true);
      expect(countDevices(lab().db, query(list, { search: text }))).toBe(found.length);
    }
    expect(rowsOf(query(list, { search: 'no such device' }))).toEqual([]);
  });

  it.each(['%', '_', '\\', '%%', "'", '"', "' OR 1=1 --", '*', '?', '[a]', '\0', '💻'])(
    'takes %j in a search and in a filter as it stands',
    (text) => {
      const literal = rowsOf(query(list)).filter((row) =>
        ['name', 'serialNumber', 'primaryUser', 'owner', 'distinguishedName'].some((field) =>
          String(row[field] ?? '').includes(text),
        ),
      );
      expect(rowsOf(query(list, { search: text })).length).toBe(
        text.trim() === '' ? rowsOf(query(list)).length : literal.length,
      );
      for (const { id: field } of fields) expect(countDevices(lab().db, whereFieldIs(list, field, text))).toBe(0);
    },
  );

  it('gives the ids of its devices in its order', () => {
    const asked = query(list, { sort: { field: 'name', descending: true } });
    expect(deviceIds(lab().db, asked, 25)).toEqual(listDevices(lab().db, asked, 0, 25).map(({ id }) => id));
  });

  it('refuses fields that it does not have', () => {
    for (const field of ['nothing', 'needs:noncompliant', '__proto__', 'constructor', 'toString', '']) {
      expect(refusalCode(() => countDevices(lab().db, whereFieldIs(list, field, 'x')))).toBe('usage');
      expect(refusalCode(() => rowsOf(query(list, { sort: { field, descending: false } })))).toBe('usage');
      expect(refusalCode(() => fieldValues(lab().db, query(list), field))).toBe('usage');
    }
  });
});

describe('needs', () => {
  const reasons = Object.keys(attentionReasons) as (keyof typeof attentionReasons)[];

  it('finds a device under each of its reasons, and its page names the same', () => {
    const byReason = new Map(
      reasons.map((reason) => [reason, new Set(rowsOf(whereFieldIs('fleet', 'needs', reason)).map(({ id }) => id))]),
    );
    expect([...byReason.values()].filter((ids) => ids.size > 0).length).toBeGreaterThan(6);
    let several = 0;
    for (const { id } of rowsOf(query('fleet'))) {
      const wanted = reasons.filter((reason) => byReason.get(reason)!.has(id));
      expect(deviceView(lab().db, id).attention).toEqual(wanted);
      if (wanted.length > 1) several += 1;
    }
    expect(several).toBeGreaterThan(0);
  });

  it('counts in its values what the filter finds, and null what needs nobody', () => {
    const values = fieldValues(lab().db, query('fleet'), 'needs');
    for (const { value, count } of values)
      expect(countDevices(lab().db, whereFieldIs('fleet', 'needs', value)), value).toBe(count);
    expect(values.map(({ value }) => value)).toContain('null');
    const counts = values.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    for (const { value } of fieldValues(lab().db, whereFieldIs('fleet', 'platform', 'ios'), 'needs')) {
      const asked = query('fleet', {
        filters: [
          { field: 'platform', value: 'ios' },
          { field: 'needs', value },
        ],
      });
      expect(countDevices(lab().db, asked)).toBeGreaterThan(0);
    }
  });

  it('takes several reasons as any of them', () => {
    const [a, b] = [
      rowsOf(whereFieldIs('fleet', 'needs', 'diskFull')),
      rowsOf(whereFieldIs('fleet', 'needs', 'noncompliant')),
    ].map((rows) => rows.map(({ id }) => id));
    expect(new Set(rowsOf(whereFieldIs('fleet', 'needs', 'diskFull', 'noncompliant')).map(({ id }) => id))).toEqual(
      new Set([...a!, ...b!]),
    );
  });
});

describe('the fleet’s rows', () => {
  it('say what the device page says, field by field', () => {
    for (const row of rowsOf(query('fleet'))) {
      const { truth, records } = deviceView(lab().db, row.id);
      const intune = records.intune?.fields;
      expect({
        name: row.name,
        online: row['online'],
        os: row['osVersion'],
        disk: row['diskFreeMb'],
        battery: row['batteryPercent'],
        nextCheckIn: row['nextIntuneCheckIn'],
        nextPoll: row['nextPolicyPoll'],
        lastCheckIn: row['lastIntuneCheckIn'],
        lastPoll: row['lastPolicyPoll'],
        compliance: row['compliance'],
        managedBy: row['managedBy'],
        user: row['primaryUser'],
        reboot: row['pendingReboot'],
        office: row['office'],
        client: row['clientInstalled'],
        enrolled: row['mdmEnrolled'],
      }).toEqual({
        name: truth['name'],
        online: truth['online'],
        os: truth['osVersion'],
        disk: truth['diskFreeMb'],
        battery: truth['batteryPercent'],
        nextCheckIn: truth['mdmEnrolled'] ? truth['nextIntuneCheckIn'] : row['nextIntuneCheckIn'],
        nextPoll: truth['nextPolicyPoll'],
        lastCheckIn: records.intune?.asOf ?? row['lastIntuneCheckIn'],
        lastPoll: records.configmgr?.fields['lastPolicyRequest'] ?? null,
        compliance: intune?.['compliance'] ?? null,
        managedBy: intune?.['managedBy'] ?? null,
        user: intune?.['primaryUser'] ?? null,
        reboot: truth['pendingRebootSince'] !== null,
        office: truth['office'],
        client: truth['clientInstalled'],
        enrolled: truth['mdmEnrolled'],
      });
    }
  });

  it('tell no check-in of a device that Intune has no record of', () => {
    for (const row of rowsOf(whereFieldIs('fleet', 'managedBy', 'null'))) {
      expect(row['compliance']).toBeNull();
      if (deviceView(lab().db, row.id).truth['mdmEnrolled'] === false) expect(row['nextIntuneCheckIn']).toBeNull();
    }
  });
});

describe('the records’ rows', () => {
  it('say what the device page says of disk, heartbeat and policy request', () => {
    for (const row of rowsOf(query('intune'))) {
      const { records } = deviceView(lab().db, row.id);
      if (records.intune?.recordId !== row.recordId) continue;
      expect([row['diskFreeMb'], row['lastCheckIn'], row['compliance']]).toEqual([
        records.intune.fields['diskFreeMb'],
        records.intune.asOf,
        records.intune.fields['compliance'],
      ]);
    }
    for (const row of rowsOf(query('configmgr'))) {
      const { records } = deviceView(lab().db, row.id);
      if (records.configmgr?.recordId !== row.recordId) continue;
      expect([row['lastPolicyRequest'], row['lastHeartbeat']]).toEqual([
        records.configmgr.fields['lastPolicyRequest'],
        records.configmgr.fields['lastHeartbeat'],
      ]);
    }
  });
});

describe('filters of odd names', () => {
  it('fold case beyond ASCII, and take wildcards literally', () => {
    const odd = buildLab({ devices: [{}, {}, {}] });
    changeDevice(odd, { name: 'ÅLBORG-Ünit' }, 1);
    changeDevice(odd, { name: '100%_sure\\x' }, 2);
    changeDevice(odd, { name: '100 XXsureYx' }, 3);
    const named = (value: string) =>
      listDevices(odd.db, whereFieldIs('fleet', 'name', value), 0, 10).map(({ id }) => id);
    expect(named('ÅLBORG-Ünit')).toEqual([1]);
    expect(named('ålborg-ünit')).toEqual([1]);
    expect(named('100%_sure\\x')).toEqual([2]);
    const found = (search: string) => listDevices(odd.db, query('fleet', { search }), 0, 10).map(({ id }) => id);
    expect(found('%_sure')).toEqual([2]);
    expect(found('\\x')).toEqual([2]);
    expect(found('0%')).toEqual([2]);
  });
});

describe('homeView', () => {
  it('counts in each tile what a click on it lists', () => {
    const view = homeView(lab().db);
    for (const tile of tiles) {
      const shown = view.tiles.find(({ id }) => id === tile.id)!;
      expect(shown.total).toBe(countDevices(lab().db, query(tile.list, { filters: [...tile.filters] })));
      expect(shown.values!.length).toBeGreaterThan(0);
      for (const { value, count } of shown.values!) {
        expect(
          countDevices(lab().db, query(tile.list, { filters: [...tile.filters, { field: tile.field, value }] })),
          `${tile.id}: ${value}`,
        ).toBe(count);
      }
    }
  });

  it('names for each reason that needs a person as many devices as the list has', () => {
    for (const { reason, count, devices } of homeView(lab().db).attention!) {
      const rows = rowsOf(whereFieldIs('fleet', 'needs', reason));
      expect(count).toBe(rows.length);
      expect(devices).toEqual(rows.slice(0, 5).map(({ id, name }) => ({ id, name })));
    }
  });

  it('tells newest and oldest contact as the list sorts them', () => {
    for (const [tileId, list, field] of [
      ['compliance', 'intune', 'lastCheckIn'],
      ['clientStatus', 'configmgr', 'lastPolicyRequest'],
    ] as const) {
      const times = rowsOf(query(list)).flatMap((row) => (row[field] === null ? [] : [Number(row[field])]));
      const { asOf } = homeView(lab().db).tiles.find(({ id }) => id === tileId)!;
      expect(asOf).toEqual({ newest: Math.max(...times), oldest: Math.min(...times) });
    }
  });

  it('ends its trends at the present', () => {
    const { now, reachableTrend, complianceTrend } = homeView(lab().db);
    expect(reachableTrend!.at(-1)).toEqual({
      at: now,
      count: countDevices(lab().db, whereFieldIs('fleet', 'online', 'true')),
    });
    expect(complianceTrend.at(-1)).toEqual({
      at: now,
      compliant: countDevices(lab().db, whereFieldIs('intune', 'compliance', 'compliant')),
      total: countDevices(lab().db, query('intune')),
    });
    for (const { compliant, total } of complianceTrend) expect(compliant >= 0 && compliant <= total).toBe(true);
  });
});
