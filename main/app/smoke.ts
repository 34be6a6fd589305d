import { app, type BrowserWindow } from 'electron';
import { hour } from '../../shared/time.ts';
import type { LabHost } from './lab-host.ts';

const limitMs = 90_000;

/**
 * Proves a packaged app without an inspector: a lab is created, advanced and checked, its home is read, the window's page
 * comes up. Prints one line of JSON and ends the app by itself, whatever happens.
 */
export async function runSmoke(host: LabHost, window: BrowserWindow): Promise<void> {
  const fail = (error: unknown): void => {
    console.error('smoke failed:', error);
    app.exit(1);
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  setTimeout(() => fail(new Error(`not done after ${limitMs} ms`)), limitMs);
  try {
    const lab = await host.create('contoso', 'smoke', 7, 300);
    const jump = await host.writer.call.jump({ by: 'duration', seconds: 8 * hour });
    const { ok, violations } = await host.writer.call.check(undefined);
    if (!ok) throw new Error(violations?.join('; ') ?? 'a rule does not hold');
    const home = await host.view('home.read', {});
    const heading = (await window.webContents.executeJavaScript(
      `new Promise((resolve) => { const look = () => { const h = document.querySelector('h1'); if (h) resolve(h.textContent); else setTimeout(look, 50); }; look(); })`,
    )) as string;
    console.log(
      JSON.stringify({
        smoke: 'ok',
        devices: lab.devices,
        events: jump.events,
        tiles: home.tiles.length,
        heading: heading.trim(),
      }),
    );
    await host.stop();
    app.exit(0);
  } catch (error) {
    fail(error);
  }
}
