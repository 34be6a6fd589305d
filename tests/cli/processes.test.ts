// Proves promises of docs/reliability.md.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../main/db/open.ts';
import { Lab } from '../../main/lab/lab.ts';
import { done, ended, start, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const file = join(folder, 'lab.tandem');
beforeAll(async () => {
  await done('create', '--scenario', 'contoso', '--devices', '600', '--out', file, '--no-hash');
});

describe('the command line as a process', () => {
  it('writes one JSON document and nothing else to stdout', async () => {
    const { exitCode, stdout, stderr } = await ended(start(['advance', file, '15m']));
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ to: '2026-09-16T08:00:00Z' });
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stderr).toMatch(/^Advancing 15 min to 2026-09-16T08:00:00Z/);
  });

  it('ends with the exit code of the failure', async () => {
    const codes = await Promise.all(
      [['scenarios'], ['info', 'none.tandem'], ['nonsense'], ['info', import.meta.filename]].map(
        async (argv) => (await ended(start(argv))).exitCode,
      ),
    );
    expect(codes).toEqual([0, 1, 2, 3]);
  });

  it('finds relative paths from where it is called', async () => {
    const { exitCode, stdout } = await ended(start(['info', 'lab.tandem', '--no-hash'], { cwd: folder }));
    expect([exitCode, (JSON.parse(stdout) as { devices: number }).devices]).toEqual([0, 600]);
  });

  it('needs no stdin', async () => {
    expect(await ended(start(['info', file, '--no-hash'], { stdin: 'ignore' }))).toMatchObject({ exitCode: 0 });
  });

  it('takes no harm when its reader goes away', async () => {
    const child = start(['devices', file]);
    child.stdout!.destroy();
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([exitCode, signal]).toEqual([0, null]);
    await done('info', file, '--no-hash');
  });

  it('takes no harm when nobody reads its messages', async () => {
    const child = start(['advance', file, '1m', '--no-hash']);
    child.stderr!.destroy();
    expect(await ended(child)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"to"') });
  });

  it('writes more than a pipe holds to a slow reader', async () => {
    const child = start(['devices', file]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { exitCode, stdout } = await ended(child);
    expect([exitCode, (JSON.parse(stdout) as { rows: unknown[] }).rows.length]).toEqual([0, 600]);
  });

  it('is refused while another process owns the lab, for reading too, and works afterwards', async () => {
    const lab = Lab.open(file);
    try {
      for (const argv of [
        ['info', file],
        ['devices', file],
        ['advance', file, '1h'],
        ['create', '--scenario', 'first-day', '--out', file, '--force'],
      ]) {
        const { exitCode, stdout } = await ended(start(argv));
        expect([exitCode, (JSON.parse(stdout) as { error: { code: string } }).error.code], argv[0]).toEqual([
          3,
          'locked',
        ]);
      }
    } finally {
      lab.close();
    }
    expect(await ended(start(['info', file, '--no-hash']))).toMatchObject({ exitCode: 0 });
  });

  it('lets one of two that start together through, or both one after the other', async () => {
    const before = await done('info', file, '--no-hash');
    const both = await Promise.all([
      ended(start(['advance', file, '1m', '--no-hash'])),
      ended(start(['advance', file, '1m', '--no-hash'])),
    ]);
    const codes = both.map(({ exitCode }) => exitCode);
    for (const code of codes) expect([0, 3]).toContain(code);
    expect(codes).toContain(0);
    const minutes = (Date.parse((await done('info', file, '--no-hash')).now) - Date.parse(before.now)) / 60_000;
    expect(minutes).toBe(codes.filter((code) => code === 0).length);
  });

  it('is not refused because another looks at the lock: of two that start together one gets it', () => {
    const other = connect(`${file}.lock`);
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM sqlite_schema').get();
    const lab = Lab.open(file);
    expect(() => Lab.open(file)).toThrow('is open in another window');
    lab.close();
    other.close();
  });

  it('lets only one of two creations of the same lab through, and leaves its lock alone', async () => {
    const out = join(folder, 'twice.tandem');
    const argv = ['create', '--scenario', 'contoso', '--devices', '400', '--out', out, '--no-hash'];
    const codes = (await Promise.all([ended(start(argv)), ended(start(argv))])).map(({ exitCode }) => exitCode);
    expect(codes).toContain(0);
    expect([1, 3]).toContain(codes.find((code) => code !== 0));
    expect(existsSync(`${out}.lock`)).toBe(true);
    expect(await done('info', out, '--no-hash')).toMatchObject({ devices: 400 });
  });

  it('leaves a whole lab behind when it is killed', async () => {
    const child = start(['advance', file, '300d', '--no-hash']);
    await once(child.stderr!, 'data');
    await new Promise((resolve) => setTimeout(resolve, 60));
    child.kill('SIGKILL');
    await ended(child);
    expect(await done('check', file)).toEqual({ ok: true, violations: [] });
    expect(await done('replay', file)).toMatchObject({ equal: true });
  });

  it.skipIf(process.platform === 'win32')('stops at a whole moment on Ctrl+C and says where', async () => {
    const child = start(['advance', file, '3000d']);
    await once(child.stderr!, 'data');
    child.kill('SIGINT');
    const { exitCode, signal, stdout } = await ended(child);
    const { error } = JSON.parse(stdout) as { error: { code: string; from: string; to: string; events: number } };
    expect([exitCode, signal, error.code]).toEqual([1, null, 'interrupted']);
    expect((await done('info', file, '--no-hash')).now).toBe(error.to);
    expect(await done('check', file)).toEqual({ ok: true, violations: [] });
  });

  it.skipIf(process.platform === 'win32')('leaves nothing behind when a creation is interrupted', async () => {
    const out = join(folder, 'interrupted.tandem');
    mkdirSync(`${out}.checkpoints`);
    writeFileSync(`${out}.checkpoints/notes.txt`, 'mine');
    const child = start(['create', '--scenario', 'contoso', '--devices', '3000', '--out', out]);
    await once(child.stderr!, 'data');
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended(child);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'canceledByPerson' } }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('interrupted'))).toEqual([
      'interrupted.tandem.checkpoints',
    ]);
    expect(readdirSync(`${out}.checkpoints`)).toEqual(['notes.txt']);
    expect(existsSync(out)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('does not take an answer for given that could not be written', async () => {
    const { spawnfile, spawnargs } = start(['scenarios']);
    const command = [spawnfile, ...spawnargs.slice(1)].map((word) => `'${word}'`).join(' ');
    const code = await new Promise((resolve) =>
      execFile('/bin/sh', ['-c', `${command} > /dev/full`], (error) => resolve(error?.code ?? 0)),
    );
    expect(code).toBe(3);
  });
});
