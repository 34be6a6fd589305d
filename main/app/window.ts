import { BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { appOrigin } from './protocol.ts';

/** Windows that may talk to the lab. */
const ours = new Set<number>();
export const isOurWindow = (webContentsId: number): boolean => ours.has(webContentsId);

/** Refuses what a page of this app never needs: permissions, downloads and anything outside its origin. */
export function hardenSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    answer({ cancel: !['app:', 'data:', 'devtools:'].includes(protocol) });
  });
}

type WindowOptions = {
  path: string;
  title: string;
  width: number;
  height: number;
  x?: number;
  y?: number;
  isMaximized?: boolean;
};

export function openWindow({ path, isMaximized = false, ...look }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...look,
    minWidth: 360,
    minHeight: 400,
    show: false,
    backgroundColor: '#1f1f1f',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  const { webContents } = window;
  const { id } = webContents;
  ours.add(id);
  window.once('ready-to-show', () => (isMaximized ? window.maximize() : window.show()));
  window.on('closed', () => ours.delete(id));
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event, url) => {
    if (new URL(url).origin !== appOrigin && !url.startsWith(`${appOrigin}/`)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  void window.loadURL(`${appOrigin}${path}`);
  return window;
}
