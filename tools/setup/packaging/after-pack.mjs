import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what a runtime for developers carries and a packaged app must not: the app that opens any folder named on the
 * command line, and the list that set-up checks the runtime with. A custom runtime is copied as it is otherwise.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default function afterPack({ appOutDir, packager }) {
  const leftovers = [
    join(packager.getResourcesDir(appOutDir), 'default_app.asar'),
    join(appOutDir, 'browser_v8_context_snapshot.bin'),
    join(appOutDir, 'tandem-manifest.json'),
  ];
  for (const path of leftovers) rmSync(path, { force: true });
}
