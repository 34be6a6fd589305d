import type { BrowserWindow } from 'electron';
import { app } from 'electron';
import { join } from 'node:path';
import { addressOf, screens } from '../shared/screens.ts';
import { registerRequests, publish } from './ipc/register.ts';
import { createHandlers } from './ipc/handlers.ts';
import { LabHost } from './app/lab-host.ts';
import { PreferencesFile } from './app/preferences.ts';
import { declareScheme, serveRenderer } from './app/protocol.ts';
import { runSmoke } from './app/smoke.ts';
import { hardenSession, openWindow } from './app/window.ts';
import { failureOf } from './workers/rpc.ts';

// Development may name its own build of the native addon; a packaged app loads only what it was packed with.
if (app.isPackaged) delete process.env['TANDEM_SQLITE_BINDING'];

const resources = (): string =>
  app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
const bundledScenarios = (): string => join(resources(), 'scenarios');

/** The command line inside the packaged app: no window, no display, the same lab. */
async function startCommandLine(argv: readonly string[]): Promise<void> {
  const [{ runCli }, { processIo }] = await Promise.all([import('./cli/run.ts'), import('./cli/process-io.ts')]);
  app.exit(await runCli(argv, processIo(bundledScenarios())));
}

async function startWindows(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  declareScheme();
  await app.whenReady();
  hardenSession();
  serveRenderer(join(__dirname, '../renderer'));
  // First of all: the window's process takes longest to come up, and what follows is ready before it asks anything.
  let window = openMain();
  const labsFolder = join(app.getPath('userData'), 'labs');
  const preferences = new PreferencesFile(join(app.getPath('userData'), 'preferences.json'));
  const host = new LabHost({
    workers: { writer: join(__dirname, 'writer.cjs'), reader: join(__dirname, 'reader.cjs') },
    bundledScenarios: bundledScenarios(),
    labsFolder,
    preferences,
    publish,
  });
  const sessions = new SessionWindows(host);
  registerRequests(
    createHandlers({ host, preferences, labsFolder, showSession: (actionId) => sessions.show(actionId) }),
    host,
  );

  void host.writer.call.sweep({ folder: labsFolder }).catch(console.error);
  const last = preferences.labs[0]?.path;
  // The lab of last time opens beside the window; one that cannot be opened is told as soon as the window can show it.
  const opening = last === undefined ? undefined : host.open(last).catch((error: unknown) => failureOf(error, last));
  const problem = await opening;
  if (problem && 'code' in problem) {
    const tell = (): void => publish('lab-problem', problem);
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', tell);
    else tell();
  }

  app.on('second-instance', () => (window.isDestroyed() ? (window = openMain()) : window).focus());
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void host.stop().finally(() => app.quit());
  });
  if (process.argv.includes('--smoke')) await runSmoke(host, window);
}

const openMain = (): BrowserWindow =>
  openWindow({ path: addressOf('home'), width: 1280, height: 800, title: 'Tandem' });

/** One Remote Help window per session; closing it is leaving, as in the product. */
class SessionWindows {
  readonly #windows = new Map<number, BrowserWindow>();
  readonly #host: LabHost;

  constructor(host: LabHost) {
    this.#host = host;
  }

  show(actionId: number): void {
    const open = this.#windows.get(actionId);
    if (open) {
      open.focus();
      return;
    }
    const window = openWindow({
      path: addressOf('remoteHelp', { actionId }),
      width: 1180,
      height: 780,
      title: screens.remoteHelp.title,
    });
    this.#windows.set(actionId, window);
    window.on('closed', () => {
      this.#windows.delete(actionId);
      // A session that has ended already refuses this, and that is fine.
      void this.#host.input('sessions.end', { actionId }).catch(() => undefined);
    });
  }
}

const commandLine = process.argv.indexOf('--cli');
const started = commandLine === -1 ? startWindows() : startCommandLine(process.argv.slice(commandLine + 1));
started.catch((error: unknown) => {
  console.error('Tandem did not start:', error);
  app.exit(1);
});
