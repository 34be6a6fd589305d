import { closeSync, mkdirSync, openSync, readSync, fstatSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

/**
 * Unpacks the chosen entries of a zip file. The archive that carries the substitute runtime holds 25,000 files of which
 * a hundred are wanted; unpacking tools that cannot choose spend most of their time on the rest.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | null} place where an entry goes below `folder`, or null to leave it out
 */
export function unzip(archive, folder, place) {
  const file = openSync(archive, 'r');
  try {
    for (const entry of readDirectory(file)) {
      const target = entry.name.endsWith('/') ? null : place(entry.name);
      if (target === null) continue;
      const path = join(folder, target);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, readEntry(file, entry), { mode: entry.mode || 0o644 });
    }
  } finally {
    closeSync(file);
  }
}

/** @typedef {{ name: string, method: number, checksum: number, packed: number, size: number, offset: number, mode: number }} Entry */

/** @returns {Entry[]} */
function readDirectory(/** @type {number} */ file) {
  const fileSize = fstatSync(file).size;
  // The closing record is 22 bytes, followed by a comment of at most 64 KiB.
  const end = read(file, Math.max(0, fileSize - 65_557), Math.min(fileSize, 65_557));
  const at = end.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at < 0) throw new Error(`not a zip archive, or cut short: ${fileSize} bytes`);
  const count = end.readUInt16LE(at + 10);
  const directory = read(file, end.readUInt32LE(at + 16), end.readUInt32LE(at + 12));
  const entries = [];
  for (let index = 0, position = 0; index < count; index += 1) {
    const nameLength = directory.readUInt16LE(position + 28);
    entries.push({
      name: directory.toString('utf8', position + 46, position + 46 + nameLength),
      method: directory.readUInt16LE(position + 10),
      checksum: directory.readUInt32LE(position + 16),
      packed: directory.readUInt32LE(position + 20),
      size: directory.readUInt32LE(position + 24),
      offset: directory.readUInt32LE(position + 42),
      // The upper half of the external attributes is the Unix mode.
      mode: (directory.readUInt32LE(position + 38) >>> 16) & 0o777,
    });
    position += 46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
  }
  return entries;
}

function readEntry(/** @type {number} */ file, /** @type {Entry} */ { name, method, checksum, packed, size, offset }) {
  const header = read(file, offset, 30);
  const data = read(file, offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), packed);
  const content = method === 0 ? data : inflateRawSync(data);
  if (content.length !== size || crc32(content) !== checksum) throw new Error(`${name} is damaged in the archive`);
  return content;
}

function read(/** @type {number} */ file, /** @type {number} */ position, /** @type {number} */ length) {
  const buffer = Buffer.alloc(length);
  if (readSync(file, buffer, 0, length, position) !== length) throw new Error('the archive ends too early');
  return buffer;
}
