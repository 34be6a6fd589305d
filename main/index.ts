import { app } from 'electron';
import { join } from 'node:path';
import type { Failure } from '../shared/contract/result.ts';
import type { LabView } from '../shared/labs/views.ts';
import type { LabEvents } from '../shared/requests.ts';
import { publish, registerRequests } from './ipc/register.ts';
import { createHandlers } from './ipc/handlers.ts';
import { LabHost } from './app/lab-host.ts';
import { FileReading } from './app/file-reading.ts';
import { JumpProgress, realDesktop } from './app/jump-progress.ts';
import { Log } from './app/log.ts';
import { MainWindow } from './app/main-window.ts';
import { showMenu } from './app/menu.ts';
import { filesNamed, mayStopJump } from './app/named-files.ts';
import { labFileIn, Opening } from './app/opening.ts';
import { PathNames } from './app/path-names.ts';
import { portableData } from './app/portable.ts';
import { PreferencesFile } from './app/preferences.ts';
import { declareScheme, serveRenderer } from './app/protocol.ts';
import { SessionWindows } from './app/session-windows.ts';
import { SideWindows } from './app/side-windows.ts';
import { runSmoke } from './app/smoke.ts';
import { hardenSession, unplug } from './app/window.ts';
import { failureOf, onFault } from './workers/rpc.ts';

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

/** A portable program keeps beside itself what others keep in the person's folder. */
function chooseUserData(): void {
  const own = app.isPackaged ? portableData(app.getPath('exe'), process.env) : undefined;
  if (own !== undefined && !app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', own);
}

async function startWindows(): Promise<void> {
  chooseUserData();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const named = filesNamed();
  declareScheme();
  unplug();
  await app.whenReady();
  hardenSession();
  serveRenderer(join(__dirname, '../renderer'));
  const preferences = new PreferencesFile(join(app.getPath('userData'), 'preferences.json'));
  // First of all: the window's process takes longest to come up, and what follows is ready before it asks anything.
  const main = new MainWindow(preferences);
  const { host, openFile, log } = startLab(main, preferences);

  app.on('second-instance', (_event, argv, folder) => {
    const file = labFileIn(argv, folder);
    main.show();
    if (file !== undefined) void openFile(file);
  });
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void host.stop().finally(() => {
      log.info('end');
      app.quit();
    });
  });
  void host.writer.call.sweep({ folder: join(app.getPath('userData'), 'labs') }).catch(console.error);
  // The lab that the start names, or else that of last time, opens beside the window.
  const first = named.from((file) => void openFile(file)) ?? preferences.lastLab?.path;
  if (first !== undefined) await openFile(first);
  if (process.argv.includes('--smoke')) await runSmoke(host, main.window);
}

/** The lab behind the window, and the gate between them. */
function startLab(main: MainWindow, preferences: PreferencesFile) {
  const userData = app.getPath('userData');
  const labsFolder = join(userData, 'labs');
  const paths = new PathNames([labsFolder, userData, app.getPath('home'), app.getPath('temp'), bundledScenarios()]);
  for (const { path } of preferences.labs) paths.learn(path);
  const log = startLog(userData);
  const jumps = new JumpProgress(realDesktop(() => main.window));
  const host: LabHost = new LabHost({
    workers: { writer: join(__dirname, 'writer.cjs'), reader: join(__dirname, 'reader.cjs') },
    bundledScenarios: bundledScenarios(),
    labsFolder,
    preferences,
    report: (where, trace) => log.fault(where, trace),
    publish: (event, payload) => {
      if (event === 'notice' || event === 'lab-problem') log.info(`${event} ${(payload as Failure).code}`);
      if (event === 'lab-replaced') labReplaced((payload as LabEvents['lab-replaced']).lab);
      jumps.hear(event, payload);
      publish(event, event === 'lab-problem' ? (paths.inFailure(payload as Failure) as typeof payload) : payload);
    },
  });
  const opening = new Opening(host, (fileName) => mayStopJump(main.window, fileName));
  const reading = new FileReading(join(__dirname, 'files.cjs'), (file) => publish('file-reading', file));
  const sessions = new SessionWindows(host);
  const sides = new SideWindows();
  main.window.on('closed', () => sides.closeAll());
  const showSession = (actionId: number): void => sessions.show(actionId);
  registerRequests(
    createHandlers({
      ...{ host, opening, paths, reading, log, preferences, labsFolder, showSession },
      showBeside: (side, title) => sides.show(side, title),
    }),
    host,
    { shown: paths.inFailure, log: (line) => log.info(line) },
    (file) => {
      paths.learn(file);
      return opening.drop(file);
    },
  );
  function labReplaced(lab: LabView | null): void {
    sessions.closeAll();
    sides.closeAll();
    refreshMenu(main, host);
    if (lab) app.addRecentDocument(lab.file);
  }
  refreshMenu(main, host);

  /** A lab that could not be opened is told as soon as the window can show it. */
  const openFile = async (file: string): Promise<void> => {
    paths.learn(file);
    try {
      await opening.openAsking(file);
    } catch (error) {
      main.tell('lab-problem', paths.inFailure(failureOf(error, 'opening a lab')));
    }
  };
  return { host, openFile, log };
}

function startLog(userData: string): Log {
  const log = new Log(join(userData, 'logs'));
  onFault((where, trace) => log.fault(where, trace));
  log.info(`start ${app.getVersion()} ${process.platform} ${process.arch} electron ${process.versions.electron}`);
  return log;
}

const refreshMenu = (main: MainWindow, host: LabHost): void =>
  showMenu(
    {
      hasLab: host.hasLab,
      recent: host.recent(),
      isDevelopment: !app.isPackaged,
      isMac: process.platform === 'darwin',
    },
    (command) => {
      main.show();
      main.tell('menu-command', command);
    },
  );

const commandLine = process.argv.indexOf('--cli');
const started = commandLine === -1 ? startWindows() : startCommandLine(process.argv.slice(commandLine + 1));
started.catch((error: unknown) => {
  console.error('Tandem did not start:', error);
  app.exit(1);
});
