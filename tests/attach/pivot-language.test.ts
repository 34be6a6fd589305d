import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runQuery, shown, type Table } from '../../main/simulation/attach/pivot/evaluate.ts';
import { parseQuery } from '../../main/simulation/attach/pivot/parse.ts';

const now = 1_800_000_000;
const disks: Table = {
  columns: ['Device', 'DeviceID', 'FreeSpace', 'Size', 'Seen'],
  rows: [
    { Device: 'A', DeviceID: 'C:', FreeSpace: 5000, Size: 100_000, Seen: { at: now - 3600 } },
    { Device: 'A', DeviceID: 'D:', FreeSpace: 60_000, Size: 200_000, Seen: { at: now - 90_000 } },
    { Device: 'A', DeviceID: 'E:', FreeSpace: null, Size: 50_000, Seen: null },
  ],
};
const os: Table = { columns: ['Device', 'Caption'], rows: [{ Device: 'A', Caption: 'Windows 11' }] };
const table = (text: string) =>
  runQuery(parseQuery(text), {
    now,
    entity: (name) => ({ logicaldisk: disks, os, none: { columns: ['X'], rows: [] } })[name.toLowerCase()],
  });
const run = (text: string) => {
  const { columns, rows } = table(text);
  return rows.map((row) => columns.map((column) => shown(row[column] ?? null)).join('|'));
};
const one = (expression: string) => run(`OS | project v = ${expression}`)[0];

describe('a query of CMPivot', () => {
  it('is an entity, whatever its case, with operators behind it', () => {
    expect(run('os')).toEqual(['A|Windows 11']);
    expect(run('LogicalDisk | where FreeSpace < 10240 | project DeviceID')).toEqual(['C:']);
    expect(run('LogicalDisk | count')).toEqual(['3']);
    expect(run('LogicalDisk | take 1 | project DeviceID, Half = FreeSpace / 2')).toEqual(['C:|2500']);
    expect(run('LogicalDisk | distinct Device')).toEqual(['A']);
    expect(run('LogicalDisk | order by FreeSpace asc | project DeviceID')).toEqual(['E:', 'C:', 'D:']);
    expect(run('LogicalDisk | top 1 by Size | project DeviceID')).toEqual(['D:']);
  });

  it('compares texts without their case, and says nothing of what is not there', () => {
    const ids = (condition: string) => run(`LogicalDisk | where ${condition} | project DeviceID`).join('');
    expect(ids(`DeviceID == 'c:'`)).toBe('C:');
    expect(ids(`DeviceID like 'C%'`)).toBe('C:');
    expect(ids(`DeviceID !like 'C%' and DeviceID !contains 'd'`)).toBe('E:');
    expect(ids(`DeviceID startswith 'd' or DeviceID endswith 'e:'`)).toBe('D:E:');
    expect(ids('FreeSpace < 1000000')).toBe('C:D:');
    expect(ids('isnull(FreeSpace)')).toBe('E:');
    expect(ids('Seen > ago(1d)')).toBe('C:');
    expect(ids('not(isnull(FreeSpace)) and (Size > 150000 or Size < 60000)')).toBe('D:');
  });

  it('has the functions of the documentation', () => {
    expect(one(`strcat('a', 1, 'b')`)).toBe('a1b');
    expect(one(`strlen('abc') + indexof('abc', 'c')`)).toBe('5');
    expect(one(`substring('abcdef', 2, 3)`)).toBe('cde');
    expect(one('bin(17, 5)')).toBe('15');
    expect(one(`case(1 > 2, 'a', 2 > 1, 'b', 'c')`)).toBe('b');
    expect(one(`iif(1 == 1, 'yes', 'no')`)).toBe('yes');
    expect(one('datetime_diff(day, now(), ago(3d))')).toBe('3');
    expect(one('datetime_add(hour, 1, now()) == now(1h)')).toBe('true');
    expect(one('tostring(now())')).toBe('2027-01-15T08:00:00Z');
    expect(one('7 % 4 * 2')).toBe('6');
    expect(one('1 / 0')).toBe('');
  });

  it('summarizes', () => {
    expect(run('LogicalDisk | summarize count(), sum(FreeSpace), avg(FreeSpace), max(Size), min(Size)')).toEqual([
      '3|65000|32500|200000|50000',
    ]);
    expect(run('LogicalDisk | summarize n = count() by Big = Size > 60000 | order by n')).toEqual([
      'true|2',
      'false|1',
    ]);
    expect(run('LogicalDisk | summarize dcount(Device), countif(FreeSpace > 0), sumif(Size, FreeSpace > 0)')).toEqual([
      '1|2|300000',
    ]);
    expect(
      run('LogicalDisk | summarize maxif(Size, Size < 200000), minif(Size, Size > 50000), percentile(Size, 50)'),
    ).toEqual(['100000|100000|100000']);
    expect(run('None | summarize count()')).toEqual(['0']);
  });

  it('finds % and _ in a text without going back over it', () => {
    expect(one(`'Windows 11' like 'w%s _1'`)).toBe('true');
    expect(one(`'Windows 11' like 'w%s 1'`)).toBe('false');
    expect(one(`'a.b' like 'a_b'`)).toBe('true');
    expect(one(`'axb' like 'a.b'`)).toBe('false');
    expect(one(`'' like '%'`)).toBe('true');
    const long = 'a'.repeat(2000);
    expect(one(`'${long}' like '${'%a'.repeat(400)}b'`)).toBe('false');
  });

  it('gives every column a name of its own', () => {
    const columns = (text: string) => table(text).columns;
    expect(run(`OS | project 1 + 1, 2 + 2, 'x'`)).toEqual(['2|4|x']);
    expect(columns(`OS | project 1 + 1, Column2 = 5, 2 + 2`)).toEqual(['Column1', 'Column2', 'Column3']);
    expect(columns('OS | summarize count(), count() by strlen(Caption), 1 + 1')).toEqual([
      'strlen_Caption',
      'Column1',
      'count_',
      'count_1',
    ]);
    expect(columns('OS | join (OS) | join (OS)')).toEqual(['Device', 'Caption', 'Caption1', 'Caption2']);
  });

  it('does not take what every object has for a function', () => {
    for (const name of ['constructor', '__proto__']) expect(() => one(`${name}(1)`)).toThrow('is no function');
    expect(() => run('OS | summarize constructor()')).toThrow('is no aggregate');
    expect(() => one(`datetime_add(constructor, 1, now())`)).toThrow();
  });

  it('makes no more rows than it can keep', () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({ Device: 'A', N: n }));
    const many = (text: string) =>
      runQuery(parseQuery(text), { now, entity: () => ({ columns: ['Device', 'N'], rows }) }).rows.length;
    expect(many('X | take 100 | join (X)')).toBe(30_000);
    expect(() => many('X | join (X)')).toThrow('more than 50,000 rows');
  });

  it('joins what belongs to the one device', () => {
    expect(run(`LogicalDisk | where DeviceID == 'C:' | join (OS) | project DeviceID, Caption`)).toEqual([
      'C:|Windows 11',
    ]);
    expect(run('LogicalDisk | join kind=leftouter (None) | project DeviceID, X')).toEqual(['C:|', 'D:|', 'E:|']);
    expect(run('LogicalDisk | join (None) | count')).toEqual(['0']);
  });

  it('joins each device with itself alone', () => {
    const of = (column: string, devices: string) => ({
      columns: ['Device', column],
      rows: Array.from(devices, (Device, n) => ({ Device, [column]: n })),
    });
    const joined = (kind: string, left: string, right: string) => {
      const tables: Record<string, Table> = { Left: of('L', left), Right: of('R', right) };
      const { columns, rows } = runQuery(parseQuery(`Left | join kind=${kind} (Right) on Device`), {
        now,
        entity: (name) => tables[name],
      });
      return rows.map((row) => columns.map((column) => shown(row[column] ?? null)).join('|'));
    };
    expect(joined('inner', 'AB', 'AB')).toEqual(['A|0|0', 'B|1|1']);
    expect(joined('inner', 'AC', 'aab')).toEqual(['A|0|0', 'A|0|1']);
    expect(joined('leftouter', 'AB', 'BC')).toEqual(['A|0|', 'B|1|0']);
    expect(joined('rightouter', 'AB', 'BC')).toEqual(['B|1|0', 'C||1']);
    expect(joined('fullouter', 'AB', 'BC')).toEqual(['A|0|', 'B|1|0', 'C||1']);
  });

  it('counts of a join the rows that it makes', () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({ Device: `PC-${n}`, N: n }));
    const joined = runQuery(parseQuery('X | join (X)'), { now, entity: () => ({ columns: ['Device', 'N'], rows }) });
    expect(joined.rows).toHaveLength(300);
  });

  it.each([
    ['', 'entity'],
    ['Nothing', 'Nothing'],
    ['OS |', 'table operator'],
    ['OS | render barchart', 'render'],
    ['OS | where', 'too early'],
    ['OS | where Color == 1', 'Color'],
    ['OS | where fly(1)', 'fly'],
    ['OS | where strlen()', 'arguments'],
    ['OS | summarize Caption', 'aggregate'],
    ['OS | take many', 'number'],
    ['OS extra', 'extra'],
    ['OS | where Caption == "open', 'Syntax error'],
    ['OS | project datetime_add(moon, 1, now())', 'moon'],
  ])('“%s” is refused with what is wrong', (text, words) => {
    expect(() => run(text)).toThrow(words);
  });

  it('never gives more rows for a narrower question', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250_000 }), fc.integer({ min: 0, max: 250_000 }), (a, b) => {
        const wide = run(`LogicalDisk | where Size >= ${Math.min(a, b)}`);
        const narrow = run(`LogicalDisk | where Size >= ${Math.max(a, b)}`);
        expect(wide).toEqual(expect.arrayContaining(narrow));
      }),
    );
  });
});
