import type { Locator } from '@playwright/test';
import { join } from 'node:path';
import { chooseDevice, isWilling, wipeReports } from '../../tests/e2e/support/people.ts';
import {
  ClockBar,
  DeviceScreen,
  Frame,
  HomeScreen,
  LabScreen,
  ListScreen,
  RemoteHelpWindow,
} from '../../tests/e2e/support/screens.ts';
import type { Tandem } from '../../tests/e2e/support/tandem.ts';
import type { Album } from './album.ts';
import { playCloudAttach } from './cloud-attach.ts';

const seed = 1;
// The orders of the story, in the order in which it gives them: what people do depends on the number of the order.
const orders = { session: 2, wipe: 3 };

/** The main story of the product, played in the real app. `keep` is a folder for the pictures of the documentation. */
export async function playStory(tandem: Tandem, album: Album, keep: string | null): Promise<void> {
  const { page } = tandem;
  const frame = new Frame(page);
  const home = new HomeScreen(page);
  const clock = new ClockBar(page);
  const kept = (name: string): string | undefined => (keep === null ? undefined : join(keep, `${name}.png`));
  const see = async (name: string, keepAs?: string): Promise<void> => {
    // Notices lie over what the picture is of, and a pointer underlines what it rests on.
    const notices = page.getByRole('button', { name: /^Dismiss notification/ });
    while ((await notices.count()) > 0) await notices.first().click();
    await page.mouse.move(400, 20);
    await frame.quiet();
    await album.take(page, name, keepAs);
  };
  await tandem.resize(1280, 800);

  const lab = await openFirstLab({ tandem, album, see, kept });

  const list = new ListScreen(page);
  await home.openRow('Management', 'Co-managed');
  album.tell(`A click on “Co-managed” lists the ${await list.count()} devices that were counted.`);
  await see('list');

  const chosen = await chooseDevice(
    tandem,
    (id) => isWilling(seed, id, orders.session) && wipeReports(seed, id, orders.wipe),
  );
  const device = new DeviceScreen(page);
  await list.searchBox.fill(chosen.name);
  await list.row(chosen.name).first().waitFor();
  await list.open(chosen.name);
  await page.getByRole('heading', { level: 1, name: chosen.name }).waitFor();
  album.tell(`Found ${chosen.name}, the computer of ${chosen.user}.`);
  await see('device');
  await frame.strip.getByRole('link', { name: 'Reality and records' }).click();
  await frame.arrived('device');
  album.tell('The same device as the lab knows it is one click away.');
  await see('device-in-the-lab');

  await device.restart();
  const waiting = device.waiting.getByRole('article', { name: /^Restart/ });
  await waiting.waitFor();
  album.tell(`Ordered a restart. Console: “${await said(device, waiting, 'Console shows')}”.`);
  album.tell(`The lab knows more: ${await said(device, waiting, 'Lab knows')}`);
  await see('restart-pending', kept('pending-truth'));

  await clock.jump(/^1 hour/);
  album.tell(`Jumped one hour. The ledger: ${await ledgerSays(clock, /restart/i)}`);
  await see('ledger', kept('ledger'));
  await clock.closeLedger();
  await device.tab(/^Actions/).click();
  await device.order('Restart').getByText('Complete').first().waitFor();
  album.tell('The console now says Complete.');
  await see('restart-complete');

  await remoteHelp(tandem, album, device, kept('remote-help'));
  await wipe(device, clock, chosen.name);
  album.tell(`Ordered a wipe of ${chosen.name} and typed its name to confirm; jumped eight hours.`);
  await device.tab('Reality and records').click();
  await page.getByText(/marked cell differs/).waitFor();
  const view = await tandem.ask('devices.read', { deviceId: chosen.id });
  const holders = Object.entries(view.records).flatMap(([service, record]) => (record ? [service] : []));
  album.tell(`The device now calls itself ${view.name}; records that still stand: ${holders.join(', ')}.`);
  await see('records-after-wipe', kept('records'));

  await frame.goTo('lab');
  await lab.reset();
  await page.getByText('Reset to baseline, and proven').waitFor();
  album.tell('Reset the lab: it is as it was at the beginning, and the hash proves it.');
  await see('reset-proven');

  await playCloudAttach(tandem, album, see, kept);
}

type Story = {
  tandem: Tandem;
  album: Album;
  see: (name: string, keepAs?: string) => Promise<void>;
  kept: (name: string) => string | undefined;
};

/** From the empty first start to Home of a new lab, in both themes. */
async function openFirstLab({ tandem, album, see, kept }: Story): Promise<LabScreen> {
  const { page } = tandem;
  const frame = new Frame(page);
  const home = new HomeScreen(page);
  album.tell('First start: no lab is open, and Home says what to do.');
  await page.getByRole('link', { name: 'Open or create a lab' }).waitFor();
  await see('first-start');

  const lab = new LabScreen(page);
  await page.getByRole('link', { name: 'Open or create a lab' }).click();
  await lab.command('New lab').click();
  await lab.newLab.getByRole('radio', { name: /^Contoso before cloud attach/ }).check();
  await lab.newLab.getByRole('textbox', { name: 'Seed', exact: true }).fill(String(seed));
  await see('new-lab');
  album.tell('Creating Contoso from its scenario and seed 1.');
  await lab.newLab.getByRole('button', { name: 'Create lab' }).click();
  await home.tile('Compliance').getByRole('table').waitFor();
  const counted = (await home.rows('Compliance')).map(({ label, count }) => `${count} ${label.toLowerCase()}`);
  album.tell(`Home counts what Intune knows: ${counted.join(', ')}.`);
  await see('home', kept('home'));
  await tandem.resize(1920, 1080);
  await see('home-1920');
  await tandem.resize(1280, 800);
  await frame.chooseTheme('Dark');
  await see('home-dark', kept('home-dark'));
  await frame.chooseTheme('Light');
  return lab;
}

async function remoteHelp(tandem: Tandem, album: Album, device: DeviceScreen, keepAs?: string): Promise<void> {
  const opening = tandem.nextWindow();
  await device.startSession();
  const help = new RemoteHelpWindow(await opening);
  await help.page.getByRole('heading', { name: /^Waiting for/ }).waitFor();
  album.tell('Asked for a remote session; the person at the device has to allow it.');
  await album.take(help.page, 'remote-help-asked');
  await help.screen.waitFor();
  album.tell('Allowed: the screen is shared, view only.');
  await help.bar.getByRole('button', { name: 'Request control' }).click();
  await help.bar.getByText('Full control', { exact: true }).waitFor();
  await help.app('Command Prompt').click();
  for (const command of ['hostname', 'dsregcmd /status']) {
    await help.run(command);
    await help.terminalText
      .getByText(command === 'hostname' ? /^CON-/ : /Ngc|NgcSet|\+-+\+/)
      .first()
      .waitFor();
  }
  album.tell('Full control: ran hostname and dsregcmd /status on the device itself.');
  await album.take(help.page, 'remote-help-control', keepAs);
  await help.bar.getByRole('button', { name: 'End session' }).click();
  await help.page.getByRole('heading', { name: 'You ended the session' }).waitFor();
  album.tell('Ended the session; its replay stays for learning.');
  await album.take(help.page, 'remote-help-ended');
  await help.page.close();
}

async function wipe(device: DeviceScreen, clock: ClockBar, name: string): Promise<void> {
  await device.command(/^Wipe/).click();
  await device.dialog.getByRole('textbox').fill(name);
  await device.dialog.getByRole('button', { name: 'Wipe', exact: true }).click();
  await device.dialog.waitFor({ state: 'detached' });
  await clock.jump(/^8 hours/);
  await clock.closeLedger();
}

/** What the open ledger tells of one kind of wait. */
async function ledgerSays(clock: ClockBar, what: RegExp): Promise<string> {
  const entry = clock.ledger.getByRole('article').filter({ hasText: what }).first();
  const lines = (await entry.locator('p').allInnerTexts()).map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.filter((line) => line.endsWith('.')).join(' ');
}

/** One of the three lines of an order, as a sentence. */
async function said(device: DeviceScreen, order: Locator, line: Parameters<DeviceScreen['line']>[1]): Promise<string> {
  const words = (await device.line(order, line).innerText()).replace(/\s+/g, ' ').trim();
  return words.replaceAll(' · now', '');
}
