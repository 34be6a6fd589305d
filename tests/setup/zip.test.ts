import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzip } from '../../tools/setup/runtime/zip.mjs';
import { temporaryFolder } from './temporary-folder.ts';

/** A zip archive with one stored and one deflated file, and a folder entry, as real ones have. */
function archiveIn(folder: string): string {
  const files = [
    { name: 'App/', content: Buffer.alloc(0), deflate: false, mode: 0o755 },
    { name: 'App/program', content: Buffer.from('run '.repeat(100)), deflate: true, mode: 0o755 },
    { name: 'App/words.pak', content: Buffer.from('words'), deflate: false, mode: 0o644 },
  ];
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, deflate, mode } of files) {
    const packed = deflate ? deflateRawSync(content) : content;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(deflate ? 8 : 0, 10);
    central.writeUInt32LE(crc32(content), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  const archive = join(folder, 'app.zip');
  writeFileSync(archive, Buffer.concat([...bodies, list, end]));
  return archive;
}

describe('unzip', () => {
  it('places the chosen files with their right to run', () => {
    const folder = temporaryFolder();
    unzip(archiveIn(folder), folder, (name) => (name.endsWith('.pak') ? `locales/${name.slice(4)}` : 'electron'));
    expect(readFileSync(join(folder, 'electron'), 'utf8')).toBe('run '.repeat(100));
    expect(statSync(join(folder, 'electron')).mode & 0o111).toBe(0o111);
    expect(readFileSync(join(folder, 'locales/words.pak'), 'utf8')).toBe('words');
  });

  it('leaves out what has no place', () => {
    const folder = temporaryFolder();
    unzip(archiveIn(folder), join(folder, 'out'), (name) => (name === 'App/words.pak' ? 'words' : null));
    expect(() => statSync(join(folder, 'out/electron'))).toThrow('ENOENT');
  });

  it('refuses an archive that was cut short', () => {
    const folder = temporaryFolder();
    const archive = archiveIn(folder);
    truncateSync(archive, statSync(archive).size - 30);
    expect(() => unzip(archive, folder, (name) => name)).toThrow('cut short');
  });

  it('refuses an entry whose bytes were altered', () => {
    const folder = temporaryFolder();
    const archive = archiveIn(folder);
    const bytes = readFileSync(archive);
    bytes.write('WORDS', bytes.indexOf('words', bytes.indexOf('words.pak') + 9));
    writeFileSync(archive, bytes);
    expect(() => unzip(archive, folder, (name) => name)).toThrow('App/words.pak');
  });
});
