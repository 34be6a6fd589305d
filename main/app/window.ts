import { app, BrowserWindow, session, type Event, type WebContents } from 'electron';
import { join } from 'node:path';
import { offerContextMenu } from './context-menu.ts';
import { appOrigin, pathOf } from './protocol.ts';

/** Windows that may talk to the lab. */
const ours = new Set<number>();
export const isOurWindow = (webContentsId: number): boolean => ours.has(webContentsId);

/**
 * No name is looked up and no address reached, whatever asks: WebRTC and prefetching pass by the policy of a page and by
 * onBeforeRequest. Must run before the app is ready.
 */
export function unplug(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.on('web-contents-created', (_event, contents) => contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'));
}

/** Refuses what a page of this app never needs: permissions, downloads and anything outside its origin. */
export function hardenSession(): void {
  const { defaultSession } = session;
  // A proxy that is none, this computer included; app:// asks no proxy.
  void defaultSession.setProxy({ mode: 'fixed_servers', proxyRules: '127.0.0.1:1', proxyBypassRules: '<-loopback>' });
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    answer({ cancel: !['app:', 'data:', 'devtools:'].includes(protocol) });
  });
}

/** An empty page asks nobody before it comes: the page that was left is loaded again. */
function comeBack(webContents: WebContents, first: string): void {
  let last = `${appOrigin}${first}`;
  webContents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame && pathOf(url) !== undefined) last = url;
  });
  webContents.on('did-navigate', (_event, url) => {
    if (pathOf(url) === undefined) webContents.loadURL(last).catch(console.error);
    else last = url;
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
  autoHideMenuBar?: boolean;
};

export function openWindow({
  path,
  isMaximized = false,
  autoHideMenuBar = true,
  ...look
}: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...look,
    minWidth: 360,
    minHeight: 400,
    show: false,
    backgroundColor: '#1f1f1f',
    autoHideMenuBar,
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  const { webContents } = window;
  const { id } = webContents;
  ours.add(id);
  window.once('ready-to-show', () => (isMaximized ? window.maximize() : window.show()));
  window.on('closed', () => ours.delete(id));
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: Event, url: string): void => {
    if (pathOf(url) === undefined) event.preventDefault();
  };
  webContents.on('will-navigate', stay);
  webContents.on('will-redirect', stay);
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || pathOf(event.url) === undefined) event.preventDefault();
  });
  comeBack(webContents, path);
  offerContextMenu(webContents);
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  void window.loadURL(`${appOrigin}${path}`);
  return window;
}
