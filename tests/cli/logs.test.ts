import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceTriggers, triggerPlaces } from '../../shared/desktop/triggers.ts';
import { run, temporaryFolder } from './support.ts';

const labFile = async (): Promise<string> => {
  const file = join(temporaryFolder(), 'lab.tandem');
  await run('create', '--scenario', 'contoso', '--devices', '300', '--out', file, '--no-hash');
  return file;
};
type Answer = { lines: { at: string; text: string }[]; total: number; stdout: string; exitCode: number };

describe('logs, shell and trigger', () => {
  it('keep quoted words together, and leave a lab that plays the same again', async () => {
    const file = await labFile();
    const task = '\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join';
    const device = 'CON-BER-L0038';
    const ran = await run('shell', file, device, '--', 'schtasks', '/query', '/tn', task);
    expect((ran.json as Answer).stdout).toContain('Automatic-Device-Join');
    const line = await run('shell', file, device, '--', `schtasks /query /tn "${task}"`);
    expect(line.json).toEqual(ran.json);
    expect((await run('trigger', file, device, 'machinePolicy')).exitCode).toBe(0);
    const { lines, total } = (await run('log', file, device, 'PolicyAgent', '--tail', '2')).json as Answer;
    expect(lines[0]).toMatchObject({ at: '2026-09-16T07:45:00Z' });
    expect(lines).toHaveLength(2);
    expect(total).toBeGreaterThan(2);
    expect((await run('replay', file)).json).toMatchObject({ equal: true });
    expect((await run('trigger', file, device, 'nonsense')).json).toMatchObject({ error: { code: 'triggerUnknown' } });
  });

  it('shows the logs of each server of the site by its name', async () => {
    const file = await labFile();
    for (const host of ['con-srv-cm01', 'con-srv-mp01']) {
      const { exitCode, json } = await run('logs', file, host);
      expect(exitCode).toBe(0);
      expect(json).not.toEqual([]);
    }
    expect((await run('logs', file, 'con-srv-zz99')).json).toMatchObject({ error: { code: 'deviceNotFound' } });
  });

  it('leave the lab as files that log readers open', async () => {
    const file = await labFile();
    const to = join(temporaryFolder(), 'PolicyAgent.log');
    const saved = await run('log', file, 'CON-BER-L0038', 'PolicyAgent', '--cmtrace', to);
    const lines = readFileSync(to, 'utf8').trimEnd().split('\r\n');
    expect(saved).toMatchObject({ exitCode: 0, json: { file: to, rows: lines.length } });
    for (const line of lines)
      expect(line).toMatch(/^<!\[LOG\[.+\]LOG\]!><time="[\d:]{8}\.000-120" .*file="PolicyAgent\.log">$/);
    const events = ['log', file, 'CON-BER-L0038', 'AAD/Operational'];
    expect((await run(...events, '--xml', `${to}.xml`)).exitCode).toBe(0);
    // An event log is no log of text, and the other way round.
    expect((await run(...events, '--cmtrace', to)).json).toMatchObject({ error: { code: 'usage' } });
    expect((await run('log', file, 'CON-BER-L0038', 'PolicyAgent', '--csv', to)).json).toMatchObject({
      error: { code: 'usage' },
    });
  });

  it('are documented with every trigger', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(([, ...cells]) => cells);
    for (const { id, label, where, help } of deviceTriggers)
      expect(rows).toContainEqual([id, label, triggerPlaces[where], help]);
  });
});
