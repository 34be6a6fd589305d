#!/usr/bin/env node
// electron-builder makes Debian packages with fpm, which it would download. This takes the same call and hands it to
// dpkg-deb, which every Debian has.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ options: Map<string, string[]>, sources: { from: string, to: string }[] }} Call */

const withoutValue = new Set(['--force', '--debug']);

/** @returns {Call} */
export function parseCall(/** @type {string[]} */ args) {
  /** @type {Call} */
  const call = { options: new Map(), sources: [] };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (withoutValue.has(arg)) continue;
    if (arg.startsWith('-')) {
      call.options.set(arg, [...(call.options.get(arg) ?? []), args[(index += 1)] ?? '']);
    } else {
      const [from = '', to = ''] = arg.split('=');
      call.sources.push({ from, to });
    }
  }
  return call;
}

/** The control file of the package. The first line of the description is its summary, the others are indented. */
export function controlFile(/** @type {Call} */ { options }, /** @type {number} */ installedKilobytes) {
  const one = (/** @type {string} */ name) => options.get(name)?.at(-1);
  const description = (one('--description') ?? '').split('\n').map((line) => line.trim());
  const [synopsis = '', ...body] = description.filter((line, index) => line !== '' || index === 0);
  const fields = {
    Package: one('--name'),
    Version: one('--version'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': String(installedKilobytes),
    Section: one('--category') ?? 'education',
    Priority: one('--deb-priority'),
    Homepage: one('--url'),
    Depends: options.get('-d')?.join(', '),
    Recommends: options.get('--deb-recommends')?.join(', '),
    Conflicts: options.get('--conflicts')?.join(', '),
    Description: [synopsis || body[0], ...(synopsis ? body : body.slice(1)).map((line) => ` ${line}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function makePackage(/** @type {Call} */ call) {
  const [type] = call.options.get('-t') ?? [];
  const [target = ''] = call.options.get('--package') ?? [];
  if (type !== 'deb') throw new Error(`Only .deb packages can be made without fpm, not ${type}.`);
  const staging = mkdtempSync(join(tmpdir(), 'tandem-deb-'));
  try {
    chmodSync(staging, 0o755);
    for (const { from, to } of call.sources) {
      const place = join(staging, to);
      mkdirSync(dirname(place), { recursive: true });
      cpSync(from, place, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    }
    const kilobytes = Math.ceil(openToAll(staging) / 1024);
    const control = join(staging, 'DEBIAN');
    mkdirSync(control);
    writeFileSync(join(control, 'control'), controlFile(call, kilobytes));
    for (const [option, script] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ]) {
      const [source] = call.options.get(option ?? '') ?? [];
      if (!source || !script) continue;
      copyFileSync(source, join(control, script));
      chmodSync(join(control, script), 0o755);
    }
    const compression = { gz: 'gzip', bzip2: 'xz' }[call.options.get('--deb-compression')?.[0] ?? ''] ?? 'xz';
    const level = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ?? '5';
    const { status } = spawnSync(
      'dpkg-deb',
      ['--root-owner-group', `-Z${compression}`, `-z${level}`, '--build', staging, target],
      {
        stdio: 'inherit',
      },
    );
    if (status !== 0) throw new Error(`dpkg-deb ended with ${status}.`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Makes every file readable, whatever the umask of the checkout was, and returns the bytes they take. */
function openToAll(/** @type {string} */ path) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return 0;
  if (!stat.isDirectory()) {
    chmodSync(path, stat.mode & 0o111 ? 0o755 : 0o644);
    return stat.size;
  }
  chmodSync(path, 0o755);
  /** @type {number} */
  let bytes = 0;
  for (const name of readdirSync(path)) bytes += openToAll(join(path, name));
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makePackage(parseCall(process.argv.slice(2)));
