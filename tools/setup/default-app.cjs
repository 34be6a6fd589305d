// Packed into the substitute runtime as resources/default_app.asar. It does what Electron's own default app does: find the
// app on the command line, take over its name, version and path, and load its main file.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const args = process.argv.slice(1);
let folder;
for (let index = 0; index < args.length && folder === undefined; index += 1) {
  const arg = args[index];
  // Test drivers preload a script this way before the app starts.
  if (arg === '-r' || arg === '--require') require(resolve(args[(index += 1)]));
  else if (!arg.startsWith('-')) folder = resolve(arg);
}

if (folder === undefined) {
  console.error('Name the folder of an app: electron <folder>');
  app.exit(2);
} else {
  start(folder).catch((error) => {
    console.error(error);
    app.exit(1);
  });
}

async function start(folder) {
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  const manifest = join(folder, 'package.json');
  let main = folder;
  if (existsSync(manifest)) {
    const {
      name,
      productName,
      version,
      desktopName,
      main: entry = 'index.js',
    } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (version) app.setVersion(version);
    if (productName || name) app.name = productName ?? name;
    app.setDesktopName(desktopName ?? `${app.name}.desktop`);
    app.setAppPath(folder);
    main = join(folder, entry);
  }
  await import(pathToFileURL(main).href);
}
