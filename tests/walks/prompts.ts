import type { Locator } from '@playwright/test';
import { named, plain, type WalkScreen } from './screen.ts';
import { pressed, putValue } from './values.ts';

/** A line for PowerShell rather than for the Command Prompt. */
export const isCmdlet = (line: string): boolean => /(^|[|(\s])[A-Z][a-z]+-[A-Z]\w+|\$|^\[/.test(line);

/** What asks for something of its own: the dialog that opens a file, the prompt for an account, and the shells of a machine. */
export class Prompts {
  readonly #screen: WalkScreen;
  constructor(screen: WalkScreen) {
    this.#screen = screen;
  }

  async isFileDialog(): Promise<boolean> {
    const layer = await this.#screen.layer();
    return (
      layer !== null &&
      (await layer
        .getByRole('textbox', { name: named('File name') })
        .first()
        .isVisible())
    );
  }
  /** In the dialog that opens a file; undefined where what was found stands in the dialog itself. */
  async chooseFile(found: Locator, path: string): Promise<string | null | undefined> {
    const layer = (await this.#screen.layer())!;
    const isInDialog = await found.evaluate(
      (one) => [...document.querySelectorAll('[role="dialog"]')].at(-1)?.contains(one) ?? false,
    );
    if (isInDialog) return undefined;
    await layer.getByRole('textbox', { name: named('File name') }).fill(path, this.#screen.limit);
    const password = layer.locator('input[type="password"]');
    if ((await password.count()) > 0) await password.first().fill('Pass-w0rd', this.#screen.limit);
    const failure = await pressed(this.#screen, layer.getByRole('button', { name: /^Open$/ }));
    if (failure) return failure;
    return (await this.#screen.lacks([path])) === null ? null : `${path} is not to be read`;
  }

  /** An account, a password that the tutorial leaves to the reader, and where the prompt is one of its own, its button. */
  async signIn(scope: Locator, account = ''): Promise<string | null> {
    const user = scope.getByRole('textbox', { name: named('Username') }).first();
    const isAccount = await user.isVisible();
    const failure = isAccount ? await putValue(this.#screen, user, account) : null;
    if (failure) return failure;
    const password = scope.locator('input[type="password"]').first();
    await password.fill(isAccount ? 'Pass-w0rd' : account, this.#screen.limit);
    const go = scope.getByRole('button', { name: /^(Sign in|OK|Open)$/i });
    if ((await this.#screen.layer()) === null || (await go.count()) === 0) return null;
    await go.last().click(this.#screen.limit);
    await this.#screen.quiet();
    const isOpen = await password.isVisible().catch(() => false);
    return isOpen ? 'the prompt stays' : null;
  }

  async isWritten(name: string): Promise<boolean> {
    const has = async () =>
      (await this.#screen.page.locator('.xterm-rows:visible, [role="log"]').allInnerTexts()).some((text) =>
        plain(text).includes(plain(name)),
      );
    return (await has()) || this.#scrollsUpTo(has);
  }
  /** What a shell has written before stands above its window. */
  async #scrollsUpTo(has: () => Promise<boolean>): Promise<boolean> {
    const shell = this.#screen.page.locator('.xterm:visible').last();
    const box = (await shell.count()) > 0 ? await shell.boundingBox() : null;
    if (!box) return false;
    await this.#screen.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const rows = shell.locator('.xterm-rows');
    for (let still = 0, before = ''; still < 5;) {
      await this.#screen.page.mouse.wheel(0, -400);
      await this.#screen.page.waitForTimeout(100);
      if (await has()) return true;
      const now = await rows.innerText();
      still = now === before ? still + 1 : 0;
      before = now;
    }
    return false;
  }
  /** Types a line at the machine’s prompt, PowerShell where it is a cmdlet. */
  async run(line: string, isPowerShell: boolean): Promise<string | null> {
    const shell = isPowerShell || isCmdlet(line) ? 'Windows PowerShell' : 'Command Prompt';
    const { page } = this.#screen;
    const window = page.getByRole('group', { name: shell, exact: true });
    if (!(await window.isVisible())) {
      const taskbar = page.getByRole('toolbar', { name: 'Taskbar' });
      if (!(await taskbar.isVisible())) return 'no machine to type at';
      await taskbar.getByRole('button', { name: 'Start', exact: true }).click(this.#screen.limit);
      const entry = page.getByRole('menuitem', { name: shell, exact: true });
      if ((await entry.count()) === 0) {
        await page.keyboard.press('Escape');
        return `no ${shell} on this machine`;
      }
      await entry.click();
    }
    const rows = window.locator('.xterm-rows');
    await window.getByRole('textbox').focus();
    await page.keyboard.type(line);
    // Lines are broken where the window ends.
    const typed = line.replaceAll(/\s/g, '');
    const written = async () => (await rows.innerText()).replaceAll(/\s/g, '');
    const until = async (isThere: (text: string) => boolean): Promise<string | null> => {
      for (const began = Date.now(); Date.now() - began < this.#screen.patience(10_000);) {
        const text = await written();
        if (isThere(text)) return text;
        await page.waitForTimeout(100);
      }
      return null;
    };
    const echoed = await until((text) => text.endsWith(typed));
    await page.keyboard.press('Enter');
    // The answer is whole when the next prompt stands behind it; a long one has scrolled the line out of sight.
    const all = await until((text) => text !== echoed && text.endsWith('>'));
    const at = all?.lastIndexOf(typed) ?? -1;
    const answer = at === -1 ? all : all!.slice(at + typed.length);
    if (answer === null) return 'the prompt does not come back';
    const isRefused = /notrecognized|doesnotknow|doesnotexist|cannotfind|accessisdenied|FullyQualifiedErrorId/i.test(
      answer,
    );
    return isRefused ? 'the prompt answers with an error' : null;
  }
}
