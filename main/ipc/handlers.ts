import { app, BrowserWindow, clipboard, dialog, shell, type IpcMainInvokeEvent } from 'electron';
import { basename, join } from 'node:path';
import { traitsOf, remoteActions } from '../../shared/actions/words.ts';
import { errors, LabError } from '../../shared/contract/errors.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { isEventLog } from '../../shared/logs/views.ts';
import type { HostInput, HostOutput, HostRequest } from '../../shared/requests.ts';
import { screens } from '../../shared/screens.ts';
import type { LabHost } from '../app/lab-host.ts';
import { refuseOwnFiles } from '../lab/files/own.ts';
import { bundledSummaries } from '../lab/scenario/source.ts';
import type { FileReading } from '../app/file-reading.ts';
import type { Log } from '../app/log.ts';
import type { Opening } from '../app/opening.ts';
import type { PathNames } from '../app/path-names.ts';
import type { PreferencesFile } from '../app/preferences.ts';
import { writeWhole } from '../app/write-whole.ts';
import type { WriterMethods } from '../workers/writer.ts';
import { publish, type Handlers } from './register.ts';

type Context = {
  host: LabHost;
  opening: Opening;
  paths: PathNames;
  reading: FileReading;
  log: Log;
  preferences: PreferencesFile;
  labsFolder: string;
  showSession: (actionId: number) => void;
  showBeside: (what: HostInput<'window:show'>, title: string) => void;
};

/** The window a dialog belongs to. */
function windowOf(event: IpcMainInvokeEvent) {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!window) throw new Error('The asking window is gone.');
  return window;
}
const queryOf = ({ list, filters, search, sort }: ListQuery): ListQuery => ({ list, filters, search, sort });

/**
 * What each request does. Whatever the lab itself can be asked is an offer of the table; here is what needs a window, a dialog or
 * a file, and what the writer answers as it stands.
 */
export const createHandlers = (context: Context): Handlers => ({
  ...writerAnswers(context),
  ...ofTheApp(context),
  ...newLabs(context),
  ...labFiles(context),
  ...csvFiles(context),
  ...paper(context),
});

/** Methods of the writer that take and answer what a request does. */
type Answering<N extends HostRequest> = {
  [M in keyof WriterMethods]: WriterMethods[M] extends (params: HostInput<N>) => HostOutput<N> | Promise<HostOutput<N>>
    ? M
    : never;
}[keyof WriterMethods];

/** Requests that the writer answers, by the name of the answer there. */
const ofTheWriter = {
  'lab:state': 'state',
  'lab:checkpoints': 'checkpoints',
  'lab:checkpoint': 'checkpoint',
  'lab:delete-checkpoint': 'deleteCheckpoint',
  'lab:reset': 'reset',
  'lab:hash': 'hash',
  'lab:check': 'check',
  'clock:set-speed': 'setSpeed',
  'clock:jump': 'jump',
  'clock:cancel-jump': 'cancelJump',
} as const satisfies { [N in HostRequest]?: Answering<N> };
type OfTheWriter = Pick<Handlers, keyof typeof ofTheWriter>;

function writerAnswers({ host }: Context): OfTheWriter {
  const { call } = host.writer;
  const handlers = Object.entries(ofTheWriter).map(([request, method]) => [
    request,
    (params: unknown) => call[method](params as never),
  ]);
  return Object.fromEntries(handlers) as OfTheWriter;
}

function ofTheApp({ host, preferences, labsFolder, log, showSession, showBeside }: Context) {
  const { writer, reader } = host;
  return {
    'app:details': async ({ code, message }) => {
      const said = await reader.call.anonymous({ text: message });
      const { electron, node } = process.versions;
      const made = `Tandem ${app.getVersion()}, Electron ${electron}, Node ${node}, ${process.platform} ${process.arch}`;
      return [`Code: ${code}`, `Message: ${said}`, made, '', ...log.lastLines()].join('\n');
    },
    'app:show-log': () => {
      shell.showItemInFolder(log.file);
      return null;
    },
    'clipboard:write': async ({ text }) => {
      await clipboard.writeText(text);
      return null;
    },
    'app:info': async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      node: process.versions.node,
      sqlite: await reader.call.sqliteVersion(undefined),
      platform: `${process.platform} ${process.arch}`,
      labsFolder,
    }),
    'preferences:read': () => preferences.preferences,
    'preferences:write': (next) => {
      preferences.preferences = next;
      publish('preferences-changed', next);
      return next;
    },
    'window:show': async (what) => {
      // Asked first, so that no window opens on what is not there.
      const title =
        what.window === 'device'
          ? (await host.view('desktop.read', { deviceId: what.deviceId })).deviceName
          : screens.logWindow.title;
      if (what.window === 'logs') await host.view('logs.list', { where: what.where });
      showBeside(what, title);
      return null;
    },
    'session:show': async ({ actionId }) => {
      const action = await writer.call.action({ actionId });
      if (!traitsOf(action).isConversation)
        throw new LabError(
          'actionNotFound',
          `Action ${actionId} is a ${remoteActions[action.kind].label}, no session. ${errors.actionNotFound.next}`,
        );
      showSession(actionId);
      return null;
    },
  } satisfies Partial<Handlers>;
}

function newLabs({ host, paths, reading }: Context) {
  /** Scenario files that the user chose in a dialog, by the token the window got for each. */
  const chosen = new Map<string, { path: string; name: string }>();
  return {
    'lab:scenarios': () => bundledSummaries(host.bundledScenarios),
    'lab:choose-scenario': async (_nothing, event) => {
      const answer = await dialog.showOpenDialog(windowOf(event), {
        title: 'Choose a scenario',
        properties: ['openFile'],
        filters: [{ name: 'Scenario', extensions: ['yaml', 'yml'] }],
      });
      const [path] = answer.filePaths;
      if (answer.canceled || path === undefined) return null;
      paths.learn(path);
      const result = await reading.read('scenario', path);
      if (result === null) return null;
      if ('problems' in result) return { ...result, fileName: basename(path) };
      const token = `file-${chosen.size + 1}`;
      chosen.set(token, { path, name: result.summary.name });
      return { token, ...result };
    },
    'lab:create': async ({ scenario, seed, devices }) => {
      const file = chosen.get(scenario);
      if (!file && !bundledSummaries(host.bundledScenarios).some(({ name }) => name === scenario)) {
        throw new LabError('scenarioNotFound', `There is no scenario "${scenario}".`);
      }
      return host.create(file?.path ?? scenario, file?.name ?? scenario, seed, devices);
    },
  } satisfies Partial<Handlers>;
}

function labFiles({ host, opening, paths, preferences, labsFolder }: Context) {
  return {
    'lab:recent': () => host.recent(),
    'lab:open': async ({ id }) => {
      const lab = preferences.labs.find(({ path }) => host.idOf(path) === id);
      if (lab === undefined) throw new LabError('fileNotFound', 'That lab is no longer among the recent ones.');
      return opening.openAsking(lab.path);
    },
    'lab:recover': ({ id, to }) => opening.recover(id, to),
    'lab:open-file': async (_nothing, event) => {
      const answer = await dialog.showOpenDialog(windowOf(event), {
        title: 'Open a lab',
        defaultPath: labsFolder,
        properties: ['openFile'],
        filters: [{ name: 'Tandem lab', extensions: ['tandem'] }],
      });
      const [path] = answer.filePaths;
      if (answer.canceled || path === undefined) return null;
      paths.learn(path);
      return opening.openAsking(path);
    },
    'lab:open-dropped': ({ token }) => opening.openDropped(token),
    'lab:close': () => host.close(),
    'lab:save-copy': async (_nothing, event) => {
      const lab = await host.writer.call.state(undefined);
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: 'Save the lab as another file',
        defaultPath: join(labsFolder, lab ? `${basename(lab.fileName, '.tandem')}-copy.tandem` : 'lab.tandem'),
        filters: [{ name: 'Tandem lab', extensions: ['tandem'] }],
      });
      if (answer.canceled || !answer.filePath) return null;
      paths.learn(answer.filePath);
      return { fileName: basename(await host.writer.call.saveCopy({ to: answer.filePath })) };
    },
    'lab:reveal': async () => {
      const lab = await host.writer.call.state(undefined);
      if (lab) shell.showItemInFolder(lab.file);
      return null;
    },
  } satisfies Partial<Handlers>;
}

/** Lists that leave the lab or come into it as a file of the person's choice. */
function csvFiles({ host: { reader }, paths, reading }: Context) {
  return {
    'devices:export': async ({ columns, ...query }, event) => {
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: 'Export devices',
        defaultPath: `${query.list}-devices.csv`,
        filters: [{ name: 'CSV', extensions: ['csv'] }],
      });
      if (answer.canceled || !answer.filePath) return null;
      paths.learn(answer.filePath);
      const { rows } = await reader.call.exportDevices({ ...queryOf(query), columns, to: answer.filePath });
      return { fileName: basename(answer.filePath), rows };
    },
    'logs:export': async ({ of }, event) => {
      const [first] = of;
      const asEvents = of.every(({ log }) => isEventLog(log));
      const name = of.length === 1 ? first!.log.replace(/[^\w.-]+/g, '-') : 'merged.log';
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: 'Save the log as a file',
        defaultPath: asEvents ? `${name}.csv` : name,
        filters: asEvents
          ? [
              { name: 'CSV', extensions: ['csv'] },
              { name: 'XML', extensions: ['xml'] },
            ]
          : [{ name: 'Log', extensions: ['log'] }],
      });
      if (answer.canceled || !answer.filePath) return null;
      paths.learn(answer.filePath);
      const { rows } = await reader.call.exportLogs({ of, to: answer.filePath });
      return { fileName: basename(answer.filePath), rows };
    },
    'autopilot:choose-csv': async (_nothing, event) => {
      const answer = await dialog.showOpenDialog(windowOf(event), {
        title: 'Add devices from a CSV file',
        properties: ['openFile'],
        filters: [{ name: 'CSV', extensions: ['csv', 'txt'] }],
      });
      const [path] = answer.filePaths;
      if (answer.canceled || path === undefined) return null;
      paths.learn(path);
      const read = await reading.read('autopilotCsv', path);
      return read && { fileName: basename(path), ...read };
    },
    'file:cancel-reading': () => reading.cancel(),
    'authority:export': async ({ collectionId }, event) => {
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: 'Export the authority matrix',
        defaultPath: 'authority.csv',
        filters: [{ name: 'CSV', extensions: ['csv'] }],
      });
      if (answer.canceled || !answer.filePath) return null;
      paths.learn(answer.filePath);
      const { rows } = await reader.call.exportAuthority({ collectionId, to: answer.filePath });
      return { fileName: basename(answer.filePath), rows };
    },
  } satisfies Partial<Handlers>;
}

/** The page that is shown, without what stands around it. */
function paper({ host, paths }: Context) {
  return {
    'page:print': (_nothing, { sender }) =>
      new Promise((resolve) => sender.print({ printBackground: true }, () => resolve(null))),
    'page:save-pdf': async ({ title }, event) => {
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: 'Save page as PDF',
        defaultPath: `${title.replace(/[^\p{L}\p{N} _-]+/gu, '-') || 'page'}.pdf`,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (answer.canceled || !answer.filePath) return null;
      paths.learn(answer.filePath);
      refuseOwnFiles(host.file, answer.filePath);
      await writeWhole(answer.filePath, await event.sender.printToPDF({ pageSize: 'A4', printBackground: true }));
      return { fileName: basename(answer.filePath) };
    },
  } satisfies Partial<Handlers>;
}
