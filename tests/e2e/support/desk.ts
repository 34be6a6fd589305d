import { expect, test, type Page } from '@playwright/test';
import {
  ClockBar,
  CloudAttachScreen,
  DeviceScreen,
  Frame,
  HomeScreen,
  LabScreen,
  ListScreen,
  Machine,
  Pages,
} from './screens.ts';
import { Tandem } from './tandem.ts';

type Options = {
  /** The lab that is open when the file's first test begins; none by default. */
  scenario?: string;
  devices?: number;
  size?: readonly [width: number, height: number];
};

/** What a test file works with: the app, started once for the file with a fresh profile, and its screens. */
export class Desk {
  #tandem: Tandem | undefined;

  get tandem(): Tandem {
    if (!this.#tandem) throw new Error('The app has not been started yet.');
    return this.#tandem;
  }
  set tandem(tandem: Tandem) {
    this.#tandem = tandem;
  }
  get page(): Page {
    return this.tandem.page;
  }
  get frame(): Frame {
    return new Frame(this.page);
  }
  get home(): HomeScreen {
    return new HomeScreen(this.page);
  }
  get list(): ListScreen {
    return new ListScreen(this.page);
  }
  get device(): DeviceScreen {
    return new DeviceScreen(this.page);
  }
  get lab(): LabScreen {
    return new LabScreen(this.page);
  }
  get pages(): Pages {
    return new Pages(this.page);
  }
  get machine(): Machine {
    return new Machine(this.page);
  }
  get cloudAttach(): CloudAttachScreen {
    return new CloudAttachScreen(this.page);
  }
  get clock(): ClockBar {
    return new ClockBar(this.page);
  }

  /** The lab's number of a device, by its name. */
  async idOf(name: string): Promise<number> {
    const found = await this.tandem.ask('devices.find', { text: name });
    const match = found.find((device) => device.name === name);
    if (!match) throw new Error(`There is no device ${name} in this lab.`);
    return match.id;
  }
  /** Goes to the place in front of a device. */
  async sitAt(name: string): Promise<number> {
    const id = await this.idOf(name);
    await this.frame.goTo('atDevice', { deviceId: id });
    await this.page.getByRole('region', { name: `Screen of ${name}` }).waitFor();
    return id;
  }
  async openDevice(name: string): Promise<number> {
    const id = await this.idOf(name);
    await this.frame.goTo('device', { deviceId: id });
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return id;
  }
}

/** Starts the app before the first test of a file and ends it after the last. Whatever a window complains about fails the test. */
export function useTandem({ scenario, devices, size = [1280, 800] }: Options = {}): Desk {
  const desk = new Desk();
  test.beforeAll(async () => {
    desk.tandem = await Tandem.start();
    await desk.tandem.resize(...size);
    if (scenario !== undefined) await desk.tandem.newLab(scenario, { devices: devices ?? null });
  });
  test.afterEach(async ({ browserName: _ }, info) => {
    if (info.status !== info.expectedStatus) {
      for (const [index, window] of desk.tandem.electron.windows().entries()) {
        const body = await window.screenshot({ timeout: 5000 }).catch(() => null);
        if (body) await info.attach(`window-${index + 1}`, { body, contentType: 'image/png' });
      }
    }
    const problems = desk.tandem.problems.splice(0);
    expect(problems, 'what the windows complained about').toEqual([]);
  });
  test.afterAll(async () => {
    await desk.tandem.close();
  });
  return desk;
}
