import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageArchive } from '../../tools/setup/runtime/download.mjs';
import { setUpFailure } from './set-up-failure.ts';
import { temporaryFolder } from './temporary-folder.ts';

const good = 'the bytes that were pinned';
const wanted = {
  name: '@example/runtime',
  version: '1.2.3',
  integrity: `sha512-${createHash('sha512').update(good).digest('base64')}`,
  megabytes: 1,
};

/** An npm client that packs the given contents, one a call, and counts how often it was asked. */
function clientSending(...contents: (string | null)[]) {
  const calls: string[][] = [];
  const client = (args: string[]) => {
    const content = contents[calls.length];
    calls.push(args);
    const destination = args[args.indexOf('--pack-destination') + 1]!;
    if (content == null) return Promise.resolve({ code: 1, stdout: '', stderr: 'npm error network unreachable' });
    writeFileSync(join(destination, 'example-runtime-1.2.3.tgz'), content);
    return Promise.resolve({ code: 0, stdout: '', stderr: '' });
  };
  return { client, calls };
}

describe('packageArchive', () => {
  it('keeps a download that has the pinned integrity and does not ask again', async () => {
    const folder = temporaryFolder();
    const { client, calls } = clientSending(good, 'never sent');
    const archive = await packageArchive(wanted, { why: 'for a test', folder, client });
    expect(readFileSync(archive, 'utf8')).toBe(good);
    expect(await packageArchive(wanted, { why: 'for a test', folder, client })).toBe(archive);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain('@example/runtime@1.2.3');
  });

  it('refuses altered bytes, leaves nothing of them and accepts the right ones on the next run', async () => {
    const folder = temporaryFolder();
    const { client } = clientSending('the bytes that were pinneD', good);
    const { message, kept, next } = await setUpFailure(packageArchive(wanted, { why: 'for a test', folder, client }));
    expect(message).toContain(wanted.integrity);
    expect(kept).toContain('thrown away');
    expect(next).toContain('run the same command again');
    expect(readdirSync(folder)).toEqual([]);
    const archive = await packageArchive(wanted, { why: 'for a test', folder, client });
    expect(readFileSync(archive, 'utf8')).toBe(good);
  });

  it('says what npm said when the registry cannot be reached', async () => {
    const folder = temporaryFolder();
    const { client } = clientSending(null);
    await expect(packageArchive(wanted, { why: 'for a test', folder, client })).rejects.toThrow('network unreachable');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fetches an archive anew that was damaged on the disk', async () => {
    const folder = temporaryFolder();
    const { client, calls } = clientSending(good, good);
    const archive = await packageArchive(wanted, { why: 'for a test', folder, client });
    writeFileSync(archive, good.slice(0, 5));
    await packageArchive(wanted, { why: 'for a test', folder, client });
    expect(readFileSync(archive, 'utf8')).toBe(good);
    expect(calls).toHaveLength(2);
  });

  it('is not confused by what a killed run left behind', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, `example-runtime-1.2.3.tgz.partial-${process.pid}`));
    writeFileSync(join(folder, `example-runtime-1.2.3.tgz.partial-${process.pid}`, 'half.tgz'), 'the by');
    const { client } = clientSending(good);
    const archive = await packageArchive(wanted, { why: 'for a test', folder, client });
    expect(readFileSync(archive, 'utf8')).toBe(good);
    expect(readdirSync(folder)).toEqual(['example-runtime-1.2.3.tgz']);
  });
});
