import type { Locator, Page } from '@playwright/test';

const layers = '[role="dialog"]:visible, [role="alertdialog"]:visible, [role="menu"]:visible';
/** What belongs to the lab and not to the console that a walk is about. */
const ofTheLab =
  '[aria-label="Lab only"], [aria-label="Simulated time"], [aria-label="Places"], [aria-label="Notifications"]';

/** A name as a person reads it: letter case, blanks, and dots or a colon at its end do not make it another. */
export function named(text: string): RegExp {
  const words = text
    .trim()
    .replace(/[…:*.]+$/, '')
    .split(/\s+/);
  const escaped = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(String.raw`\s+`);
  return new RegExp(String.raw`^\s*${escaped}(\s*\(required\))?\s*[…:*.]*\s*$`, 'i');
}
export const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** The screen as a whole: what lies on top of it, what it says, and how it looks different after something was done. */
export class WalkScreen {
  readonly page: Page;
  /** How much slower than a machine at rest this one is now. */
  #pace = 1;
  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Looks how long three pictures take: what is not there after a wait is missing only if the machine had time to draw it. What is
   * known to come is waited for longer, so that slowness alone fails nothing.
   */
  async gauge(isExpected: boolean): Promise<void> {
    const start = Date.now();
    await this.page.evaluate(async () => {
      for (let count = 0; count < 3; count += 1) await new Promise((done) => requestAnimationFrame(done));
    });
    const pace = Math.min(10, Math.max(1, (Date.now() - start) / 80));
    this.#pace = isExpected ? 10 * pace : pace;
  }
  patience(ms: number): number {
    return ms * this.#pace;
  }
  get limit(): { timeout: number } {
    // What does not let itself be pressed for so long does not at all, however slow the machine.
    return { timeout: Math.min(this.patience(6000), 60_000) };
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }
  /** The layer on top, or null. */
  async layer(): Promise<Locator | null> {
    const all = this.page.locator(layers);
    const count = await all.count();
    return count === 0 ? null : all.nth(count - 1);
  }
  /** Where to look for a control, nearest first. */
  async scopes(): Promise<Locator[]> {
    const top = await this.layer();
    return [...(top ? [top] : []), this.main, this.page.locator('body')];
  }
  async quiet(): Promise<void> {
    const busy = this.page.locator('main [aria-busy="true"], [role="dialog"] [aria-busy="true"]').first();
    await busy.waitFor({ state: 'detached', timeout: Math.min(this.patience(3000), 20_000) }).catch(() => undefined);
  }
  /** Everything that is to be read, values of fields included, without what the lab says beside the console. */
  async text(): Promise<string> {
    const read = await this.page.evaluate((lab) => {
      const shown = [...document.body.querySelectorAll<HTMLElement>(lab)].reduce(
        (left, part) => left.replace(part.innerText, ''),
        document.body.innerText,
      );
      const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
      const options = [...document.querySelectorAll('option, [aria-label], [aria-valuetext]')].map(
        (one) => one.getAttribute('aria-valuetext') ?? one.getAttribute('aria-label') ?? one.textContent,
      );
      return [shown, ...fields, ...options].join('\n');
    }, ofTheLab);
    return plain(read);
  }
  /** Another one after whatever a person would notice: address, text, values, and what is chosen. */
  signature(): Promise<string> {
    return this.page.evaluate(() => {
      const marked = document.querySelectorAll<HTMLInputElement>(
        'input, select, textarea, [aria-checked], [aria-selected], [aria-expanded], [aria-current], [aria-pressed], [aria-sort]',
      );
      const marks = [...marked].map((one) => [
        one.value,
        one.checked,
        ...['checked', 'selected', 'expanded', 'current', 'pressed', 'sort'].map((mark) =>
          one.getAttribute(`aria-${mark}`),
        ),
      ]);
      return [location.href, document.body.innerText, JSON.stringify(marks)].join('\n');
    });
  }
  /** Whether the button in which the control lies has shown since that it is busy. */
  async watchBusy(control: Locator): Promise<() => Promise<boolean>> {
    const seen = await control.evaluateHandle((element) => {
      const button = element.closest('button') ?? element;
      const state = { isBusy: false };
      const look = () => (state.isBusy ||= button.getAttribute('aria-busy') === 'true');
      new MutationObserver(look).observe(button, { attributes: true });
      return state;
    });
    return () => seen.evaluate(({ isBusy }) => isBusy).catch(() => false);
  }
  /** Waits until the screen is another than it was. */
  async changed(before: string, forMs = 2500): Promise<boolean> {
    const end = Date.now() + this.patience(forMs);
    while ((await this.signature()) === before) {
      if (Date.now() > end) return false;
      await this.page.waitForTimeout(100);
    }
    return true;
  }
  /** Whether all these words come to stand on the screen; the first that does not. */
  async lacks(words: readonly string[], forMs = 3000): Promise<string | null> {
    const end = Date.now() + this.patience(forMs);
    const missing = async () => {
      const shown = await this.text();
      return words.find((word) => !shown.includes(plain(word))) ?? null;
    };
    let lacking = await missing();
    while (lacking !== null && Date.now() <= end) {
      await this.page.waitForTimeout(200);
      lacking = await missing();
    }
    return lacking;
  }

  /** What a long list shows further down. */
  async scrollsTo(words: readonly string[]): Promise<boolean> {
    const list = this.main.getByRole('grid').first();
    const box = (await list.isVisible()) ? await list.boundingBox() : null;
    if (!box) return false;
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let pages = 0; pages < 20; pages += 1) {
      await this.page.mouse.wheel(0, box.height / 2);
      if ((await this.lacks(words, 300)) === null) return true;
    }
    return false;
  }

  /** The first visible element of one of the roles with exactly this name, or of this text where no role has it. */
  async find(name: string, roles: readonly Role[], { text = false, forMs = 1000 } = {}): Promise<Locator | null> {
    const end = Date.now() + this.patience(forMs);
    do {
      for (const scope of await this.scopes()) {
        const ofRoles = roles.map((role) => scope.getByRole(role, { name: named(name) }));
        const all = [...ofRoles, ...(text ? [scope.getByText(named(name))] : [])].reduce((some, one) => some.or(one));
        const at = await all.evaluateAll(nearest, { lab: ofTheLab, roles });
        if (at !== -1) return all.nth(at);
      }
      await this.page.waitForTimeout(200);
    } while (Date.now() < end);
    return null;
  }
}

/** Which of the elements a person would take: one that is visible and the console's own, of the first of the roles. */
function nearest(elements: Element[], { lab, roles }: { lab: string; roles: readonly string[] }): number {
  const tags: Readonly<Record<string, string>> = {
    ...{
      A: 'link',
      BUTTON: 'button',
      SELECT: 'combobox',
      TEXTAREA: 'textbox',
      TH: 'columnheader',
      TD: 'cell',
      TR: 'row',
    },
    ...{
      DT: 'term',
      LI: 'listitem',
      UL: 'list',
      TABLE: 'table',
      FIELDSET: 'group',
      SECTION: 'region',
      OPTION: 'option',
    },
  };
  const types: Readonly<Record<string, string>> = { checkbox: 'checkbox', radio: 'radio', range: 'slider' };
  const roleOf = (one: Element): string =>
    one.getAttribute('role') ??
    (one instanceof HTMLInputElement ? (types[one.type] ?? 'textbox') : undefined) ??
    (/^H[1-6]$/.test(one.tagName) ? 'heading' : undefined) ??
    (one.getAttribute('scope') === 'row' ? 'rowheader' : undefined) ??
    tags[one.tagName] ??
    '';
  const ranks = elements.map((one) => {
    // The field of a drawn switch or box is not visible itself; its label is. What a list offers is visible in the list.
    const shown =
      one.checkVisibility({ visibilityProperty: true }) ||
      [one.closest('label'), one.closest('select')].some((around) => around?.checkVisibility());
    const rank = roles.indexOf(roleOf(one));
    return !shown || one.closest(lab) ? Infinity : rank === -1 ? roles.length : rank;
  });
  const best = Math.min(...ranks);
  return Number.isFinite(best) ? ranks.indexOf(best) : -1;
}

export type Role = Parameters<Page['getByRole']>[0];
