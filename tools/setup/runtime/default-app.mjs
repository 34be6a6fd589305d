// Packed into the substitute runtime as resources/default_app.asar. It does what Electron's own default app does: find the
// app on the command line, take over its name, version and path, and load its main file.
import * as electron from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Two of the methods used here are meant for this purpose alone and left out of Electron's types.
const app = /** @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
  electron.app
);

const args = process.argv.slice(1);
let folder = '';
for (let index = 0; index < args.length && folder === ''; index += 1) {
  const arg = args[index] ?? '';
  // Test drivers preload a script this way before the app starts.
  if (arg === '-r' || arg === '--require') createRequire(import.meta.url)(resolve(args[(index += 1)] ?? ''));
  else if (!arg.startsWith('-')) folder = resolve(arg);
}

if (folder === '') {
  console.error('Name the folder of an app: electron <folder>');
  app.exit(2);
} else {
  const main = takeOver(folder);
  try {
    // Awaited at the top level, because Electron reports `ready` only after its first module has run. An app that is loaded
    // later can no longer register its schemes.
    await import(pathToFileURL(main).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}

/** Gives the app its own name, version and path. Returns its main file. */
function takeOver(/** @type {string} */ path) {
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  const manifest = join(path, 'package.json');
  if (!existsSync(manifest)) return path;
  const { name, productName, version, desktopName, main = 'index.js' } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  if (productName || name) app.name = productName ?? name;
  app.setDesktopName(desktopName ?? `${app.name}.desktop`);
  app.setAppPath(path);
  return join(path, main);
}
