import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { exportLogs } from '../../main/lab/exports.ts';
import { writeAtOnce } from '../../main/lab/files/csv.ts';
import { cmtraceLine, eventXml } from '../../main/lab/logs/files.ts';
import { parseIso } from '../../shared/time.ts';
import { buildLab, labFolder, pass, refusalCode } from '../support/build-lab.ts';
import { day } from '../../shared/time.ts';

const line = {
  at: parseIso('2026-09-17T12:21:06Z')!,
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
  it('cannot end its own frame, nor break the line', () => {
    const drawn = cmtraceLine({ ...line, text: 'a]LOG]!>b\nc' });
    expect(drawn.match(/\]LOG\]!>/g)).toHaveLength(1);
    expect(drawn.trimEnd()).not.toContain('\n');
  });
});

describe('several logs as one', () => {
  const withLogs = () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true, presence: 'always' }] });
    pass(lab, day);
    return lab;
  };
  const one = { where: '1', log: 'CcmExec.log' };
  const other = { where: '1', log: 'PolicyAgent.log' };

  it('are merged by time, and no line is lost or made', () => {
    const lab = withLogs();
    const names = answerView(lab.db, 'logs.list', { where: '1' })
      .filter(({ entries }) => entries > 0)
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
    expect(last).toEqual({ total: merged.total, lines: merged.lines.slice(-2) });
  });

  it('are saved whole as a log that readers open, and event logs as a list', () => {
    const lab = withLogs();
    const known = answerView(lab.db, 'logs.list', { where: '1' });
    const file = known.find(({ name, entries }) => name.endsWith('.log') && entries > 0)!.name;
    const event = known.find(({ name }) => !name.endsWith('.log'))!.name;
    const to = join(labFolder(), 'saved');
    const { rows } = writeAtOnce(exportLogs(lab.db, { of: [{ where: '1', log: file }] }, to).writing);
    const lines = readFileSync(to, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(rows);
    for (const text of lines)
      expect(text).toMatch(/^<!\[LOG\[.*\]LOG\]!><time="[\d:.]+\+000" date="[\d-]+" .* file=".*">$/);
    writeFileSync(to, 'former');
    writeAtOnce(exportLogs(lab.db, { of: [{ where: '1', log: event }] }, to).writing);
    expect(readFileSync(to, 'utf8')).toMatch(/^\uFEFFLevel,Date and Time,Source,Event ID,Log,Message\r\n/);
  });

  it('of events have the shape of the event schema in XML, and every event is whole', () => {
    const lab = withLogs();
    const event = answerView(lab.db, 'logs.list', { where: '1' }).find(({ name }) =>
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
