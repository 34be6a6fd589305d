import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { exportLogs } from '../../main/lab/exports.ts';
import { writeAtOnce } from '../../main/lab/files/csv.ts';
import { cmtraceLine, eventXml } from '../../main/lab/logs/files.ts';
import { forgetWorld } from '../../main/lab/engine/world.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { day, hour, parseIso } from '../../shared/time.ts';
import { buildLab, changeDevice, labFolder, pass, refusalCode } from '../support/build-lab.ts';

const line = {
  at: parseIso('2026-09-17T12:21:06Z')!,
  offset: 0,
  component: 'CoManagementHandler',
  severity: 'warning' as const,
  text: 'Enrolling device to MDM… Try #1',
  thread: 11388,
  where: '1',
  log: 'CoManagementHandler.log',
};

describe('a line as the client writes it', () => {
  it('is framed with its time, date, component, type, thread and file', () => {
    expect(cmtraceLine(line)).toBe(
      '<![LOG[Enrolling device to MDM… Try #1]LOG]!><time="12:21:06.000+000" date="09-17-2026" component="CoManagementHandler" context="" type="2" thread="11388" file="CoManagementHandler.log">\r\n',
    );
  });
  it.each([
    ['east of UTC', 2 * hour, 'time="14:21:06.000-120" date="09-17-2026"'],
    ['west of it', -5 * hour, 'time="07:21:06.000+300" date="09-17-2026"'],
    ['on the next day', 14 * hour, 'time="02:21:06.000-840" date="09-18-2026"'],
    ['a quarter of an hour away', hour / 4, 'time="12:36:06.000-015" date="09-17-2026"'],
  ])('tells local time, and how it leads back to UTC: %s', (_where, offset, told) => {
    expect(cmtraceLine({ ...line, offset })).toContain(told);
  });
  it('cannot end its own frame, nor break the line', () => {
    const drawn = cmtraceLine({ ...line, text: 'a]LOG]!>b\nc' });
    expect(drawn.match(/\]LOG\]!>/g)).toHaveLength(1);
    expect(drawn.trimEnd()).not.toContain('\n');
  });
});

describe('the time of a line', () => {
  const offsets = (lab: Lab, where: string, log: string) =>
    answerView(lab.db, 'logs.read', { where, log, tail: 1_000_000 }).lines.map(({ at, offset }) => ({ at, offset }));

  it('is that of the machine: of its own office, and of the site’s for a server', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true, presence: 'always' }] });
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'downloadComputerPolicy' });
    pass(lab, day);
    const zone = lab.db
      .prepare(`INSERT INTO zones (name, transitions) VALUES ('America/Chicago', '[[0,-18000]]')`)
      .run().lastInsertRowid;
    const office = lab.db
      .prepare(`INSERT INTO offices (name, city, country, zone_id, is_main) VALUES ('Chicago', 'Chicago', 'USA', ?, 0)`)
      .run(zone).lastInsertRowid;
    changeDevice(lab, { office_id: Number(office) });
    forgetWorld(lab.db);
    const device = offsets(lab, '1', 'PolicyAgent.log');
    expect(device.length).toBeGreaterThan(0);
    expect(new Set(device.map(({ offset }) => offset))).toEqual(new Set([-5 * hour]));
    const server = offsets(lab, 'cm01', 'BgbServer.log');
    expect(server.length).toBeGreaterThan(0);
    expect(new Set(server.map(({ offset }) => offset))).toEqual(new Set([2 * hour]));
    const merged = answerView(lab.db, 'logs.merge', {
      of: [
        { where: '1', log: 'PolicyAgent.log' },
        { where: 'cm01', log: 'BgbServer.log' },
      ],
      tail: 1_000_000,
    });
    expect(merged.machines).toEqual([
      { where: '1', name: 'LAP-1' },
      { where: 'cm01', name: 'cm01.corp.fabrikam.com' },
    ]);
    for (const { where, offset } of merged.lines) expect(offset).toBe(where === '1' ? -5 * hour : 2 * hour);
  });

  it('stays what it was when summer time ends', () => {
    const change = parseIso('2026-10-25T01:00:00Z')!;
    const lab = buildLab({
      start: '2026-10-24T08:10:00Z',
      devices: [{ join: 'hybrid', client: true, presence: 'always' }],
    });
    pass(lab, 2 * day);
    const lines = offsets(lab, '1', 'PolicyAgent.log');
    expect(lines.some(({ at }) => at < change) && lines.some(({ at }) => at >= change)).toBe(true);
    for (const { at, offset } of lines) expect(offset).toBe(at < change ? 2 * hour : hour);
  });
});

describe('several logs as one', () => {
  const withLogs = () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true, presence: 'always' }] });
    pass(lab, day);
    return lab;
  };
  const one = { where: '1', log: 'PolicyAgent.log' };
  const other = { where: '1', log: 'PolicyAgent.log' };

  it('are merged by time, and no line is lost or made', () => {
    const lab = withLogs();
    const names = answerView(lab.db, 'logs.list', { where: '1' })
      .logs.filter(({ entries }) => entries > 0)
      .slice(0, 3)
      .map(({ name: log }) => ({ where: '1', log }));
    expect(names.length).toBeGreaterThan(1);
    const merged = answerView(lab.db, 'logs.merge', { of: names, tail: 1_000_000 });
    const apart = names.flatMap((name) => {
      const { lines } = answerView(lab.db, 'logs.read', { ...name, tail: 1_000_000 });
      return lines.map((line) => ({ ...line, ...name }));
    });
    expect(merged.total).toBe(apart.length);
    expect(merged.lines.map(({ at }) => at)).toEqual(apart.map(({ at }) => at).sort((a, b) => a - b));
    const key = (entry: object) => JSON.stringify(entry, Object.keys(entry).sort());
    expect(new Set(merged.lines.map(key))).toEqual(new Set(apart.map(key)));
    const last = answerView(lab.db, 'logs.merge', { of: names, tail: 2 });
    expect(last).toEqual({ ...merged, lines: merged.lines.slice(-2) });
  });

  it('are saved whole as a log that readers open, and event logs as a list', () => {
    const lab = withLogs();
    const known = answerView(lab.db, 'logs.list', { where: '1' }).logs;
    const file = known.find(({ name, entries }) => name.endsWith('.log') && entries > 0)!.name;
    const event = known.find(({ name, entries }) => !name.endsWith('.log') && entries > 0)!.name;
    const to = join(labFolder(), 'saved');
    const { rows } = writeAtOnce(exportLogs(lab.db, { of: [{ where: '1', log: file }] }, to).writing);
    const lines = readFileSync(to, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(rows);
    for (const text of lines)
      expect(text).toMatch(/^<!\[LOG\[.*\]LOG\]!><time="[\d:.]+-120" date="[\d-]+" .* file=".*">$/);
    writeFileSync(to, 'former');
    writeAtOnce(exportLogs(lab.db, { of: [{ where: '1', log: event }] }, to).writing);
    expect(readFileSync(to, 'utf8')).toMatch(
      /^\uFEFFLevel,Date and Time,Source,Event ID,Log,Message\r\n\w+,\d+\/\d+\/2026 \d+:\d\d:\d\d [AP]M,/,
    );
  });

  it('of events have the shape of the event schema in XML, and every event is whole', () => {
    const lab = withLogs();
    const event = answerView(lab.db, 'logs.list', { where: '1' }).logs.find(({ name }) =>
      name.startsWith('DeviceManagement'),
    )!;
    const to = join(labFolder(), 'events.XML');
    const { rows } = writeAtOnce(exportLogs(lab.db, { of: [{ where: '1', log: event.name }] }, to).writing);
    const text = readFileSync(to, 'utf8');
    expect(rows).toBe(event.entries);
    expect(text.match(/<Event xmlns=.*?<EventID>\d+<\/EventID>.*<\/Event>\r\n/g) ?? []).toHaveLength(rows);
    expect(text).toMatch(/^<\?xml [^]*<Events>[^]*<\/Events>\r\n$/);
    const drawn = eventXml({ ...line, text: 'Event 76: a <b> & "c"' });
    expect(drawn).toContain('<EventID>76</EventID>');
    expect(drawn).toContain('<Message>a &lt;b&gt; &amp; &quot;c&quot;</Message>');
  });

  it('are refused together where one of them is not there', () => {
    const lab = withLogs();
    expect(
      refusalCode(() => answerView(lab.db, 'logs.merge', { of: [one, { ...other, log: 'No.log' }], tail: 5 })),
    ).toBe('logNotFound');
  });
});
