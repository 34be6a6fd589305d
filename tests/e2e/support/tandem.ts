import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestInput, RequestName, RequestOutput } from '../../../shared/requests.ts';
import type { Result } from '../../../shared/contract/result.ts';
import { patience } from '../../../tools/config/patience.ts';
import { launchOptions } from '../../../tools/setup/runtime/runtime.mjs';

type Bridge = { tandem: { invoke: (name: string, params: unknown) => Promise<unknown> } };

/** The real app, started as a user starts it, with a profile of its own. */
export class Tandem {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** What the windows complained about: errors in the console, uncaught exceptions, refusals of the content policy. */
  readonly problems: string[] = [];
  readonly #ownsProfile: boolean;

  private constructor(electron: ElectronApplication, page: Page, profile: string, ownsProfile: boolean) {
    this.electron = electron;
    this.page = page;
    this.profile = profile;
    this.#ownsProfile = ownsProfile;
    const watch = (window: Page): void => {
      // What is not there after this is not late but missing.
      window.setDefaultTimeout(patience.waitMs);
      window.on('console', (message) => {
        if (message.type() === 'error') this.problems.push(`console: ${message.text()} (${message.location().url})`);
      });
      window.on('pageerror', (error) => this.problems.push(`exception: ${error.stack ?? error.message}`));
      window.on('crash', () => this.problems.push('The window crashed.'));
    };
    // Earlier messages of the first window were missed, so `start` reloads it once it is watched.
    for (const window of electron.windows()) watch(window);
    electron.on('window', watch);
  }

  /** Starts the app. A profile that is given is kept at the end, so that the next start finds it. */
  static async start({
    profile,
    args = [],
  }: { profile?: string | undefined; args?: readonly string[] } = {}): Promise<Tandem> {
    const folder = profile ?? mkdtempSync(join(tmpdir(), 'tandem-window-'));
    const { electronPath, args: runtimeArgs, env, appDir } = launchOptions();
    const electron = await _electron.launch({
      executablePath: electronPath,
      timeout: patience.waitMs,
      // Another build than this checkout's can be tried, say one that a colleague's next build must not change meanwhile.
      args: [...runtimeArgs, process.env['TANDEM_APP'] ?? appDir, `--user-data-dir=${folder}`, ...args],
      // The same words and numbers on every machine.
      env: { ...env, LANG: 'en_US.UTF-8', TZ: 'UTC' },
    });
    const page = await electron.firstWindow({ timeout: patience.waitMs });
    const tandem = new Tandem(electron, page, folder, profile === undefined);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return tandem;
  }

  /** The window that what is done next will open. */
  nextWindow(): Promise<Page> {
    return this.electron.waitForEvent('window', { timeout: patience.waitMs });
  }

  /** Asks the lab as the window does, where the set-up is not the subject. A refusal throws. */
  async ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    const result = await this.tryAsk(name, input);
    if (!result.ok) throw new Error(`${name} was refused: ${result.code}, ${result.message}`);
    return result.value;
  }
  async tryAsk<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>> {
    const answer = await this.page.evaluate(
      ([request, params]) => (globalThis as unknown as Bridge).tandem.invoke(request, params),
      [name, input] as const,
    );
    return answer as Result<RequestOutput<N>>;
  }

  /** A lab without a single click. */
  async newLab(scenario: string, { seed = 1, devices = null }: { seed?: number; devices?: number | null } = {}) {
    return this.ask('lab:create', { scenario, seed, devices });
  }

  /** The size of a window's page, in CSS pixels. */
  async resize(width: number, height: number, page = this.page): Promise<void> {
    const window = await inMainProcess(() => this.electron.browserWindow(page));
    await inMainProcess(() =>
      window.evaluate((target, [w, h]) => target.setContentSize(w, h), [width, height] as const),
    );
    await page.waitForFunction(
      ([w, h]) => {
        const { innerWidth, innerHeight } = globalThis as unknown as { innerWidth: number; innerHeight: number };
        return innerWidth === w && innerHeight === h;
      },
      [width, height] as const,
    );
  }

  /** What the next file dialogs answer; null is Cancel. */
  async answerOpenDialog(path: string | null): Promise<void> {
    await inMainProcess(() =>
      this.electron.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
      }, path),
    );
  }
  async answerSaveDialog(path: string | null): Promise<void> {
    await inMainProcess(() =>
      this.electron.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
      }, path),
    );
  }

  async close(): Promise<void> {
    await this.electron.close();
    if (this.#ownsProfile) rmSync(this.profile, { recursive: true, force: true });
  }
}

/**
 * Runs something in the main process, again when only its answer was lost: V8 holds the promise an inspector waits for
 * weakly, and a collection in that moment drops it although the function ran. So what is run here must bear running twice.
 */
export async function inMainProcess<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 5 || !String(error).includes('promise was garbage collected')) throw error;
    }
  }
}
