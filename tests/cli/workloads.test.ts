import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { done, run, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const file = join(folder, 'lab.tandem');
beforeAll(async () => {
  await done('create', '--scenario', 'contoso', '--devices', '300', '--out', file, '--no-hash');
});

describe('collections on the command line', () => {
  it('are created with rules, filled, synchronized and deleted', async () => {
    const [made] = await done(
      ...['collection', file, 'Laptops', '--create', '--limited-to', 'berlin workstations'],
      ...['--query', 'name like %-L%', '--query', 'client equals 1', '--include', 'SMS00001', '--full-only'],
    );
    expect(made).toMatchObject({ members: 0, rules: 2, isIncremental: false, limitedTo: 'Berlin workstations' });
    expect(made.ruleList[0].query).toHaveLength(2);
    await done('advance', file, '1m', '--no-hash');
    const [filled] = await done('collection', file, 'laptops');
    expect(filled.members).toBeGreaterThan(0);
    expect(filled.members).toBe(filled.memberList.length);
    expect(filled.pending).toEqual({ join: 0, leave: 0 });
    const listed = (await done('collections', file)) as { name: string; members: number }[];
    expect(listed.find(({ name }) => name === 'Laptops')).toMatchObject({ members: filled.members });

    await done('configure', file, 'azureServices', 'created');
    await done('configure', file, 'entraUserDiscovery', 'on');
    const [started] = await done('collection', file, 'Laptops', '--sync', 'Laptop group', '--full');
    expect(started.sync).toMatchObject({ group: 'Laptop group', state: 'inProgress' });
    await done('advance', file, '1m', '--no-hash');
    const [{ sync }] = await done('collection', file, 'Laptops');
    expect(Number(sync.synced) + Number(sync.skipped)).toBe(filled.members);
    expect((await run('collection', file, 'Laptops', '--delete')).json.error.code).toBe('collectionInUse');
    await done('collection', file, 'Laptops', '--sync', 'none');
    expect(await done('collection', file, 'Laptops', '--delete')).toEqual([]);
    expect((await run('collection', file, 'Laptops')).json.error.code).toBe('collectionNotFound');
  });

  it('take no half-typed query, and no rule when a name is wrong', async () => {
    expect((await run('collection', file, 'All servers', '--query', 'name like')).exitCode).toBe(2);
    expect((await run('collection', file, 'All servers', '--query', 'color equals red')).exitCode).toBe(2);
    const before = await done('collection', file, 'All servers');
    const wrong = await run('collection', file, 'All servers', '--exclude', 'All Systems', '--add', 'NOBODY');
    expect(wrong.json.error.code).toBe('deviceNotFound');
    expect(await done('collection', file, 'All servers')).toEqual(before);
    for (const rule of [
      ['--add', 'NOBODY'],
      ['--include', 'No such'],
      ['--limited-to', 'No such'],
    ]) {
      const refused = await run('collection', file, 'Half made', '--create', ...rule);
      expect(refused.json.error.code).toMatch(/NotFound$/);
      expect((await run('collection', file, 'Half made')).json.error.code).toBe('collectionNotFound');
    }
  });
});

describe('workloads on the command line', () => {
  it('list the matrix page by page as a whole, and write it', async () => {
    const all = await done('authority', file);
    const page = await done('authority', file, '--limit', '10', '--offset', '20');
    expect(page).toEqual({ total: all.total, rows: all.rows.slice(20, 30) });
    const to = join(folder, 'matrix.csv');
    expect(await done('authority', file, '--csv', to)).toEqual({ file: to, rows: all.total });
    expect(readFileSync(to, 'utf8').trimEnd().split('\r\n')).toHaveLength(Number(all.total) + 1);
  });

  it('move, and preview without moving', async () => {
    const preview = await done('workload', file, 'CLIENTAPPS', 'Intune', '--preview');
    expect(await done('workload', file, 'clientApps', 'intune', '--preview')).toEqual(preview);
    expect(await done('workload', file, 'clientApps', 'intune')).toEqual(preview);
    expect(await done('workload', file, 'clientApps', 'intune')).toMatchObject({ from: 'intune', devices: 0 });
    expect((await run('workload', file, 'officeClickToRun', 'pilot')).json.error.code).toBe('pilotNeedsCollection');
    expect((await run('workload', file, 'clientApps', 'everywhere')).exitCode).toBe(2);
    expect((await run('workload', file, 'printers', 'intune')).exitCode).toBe(2);
  });
});
