import { expect, test } from '@playwright/test';
import { addressOf } from '../../shared/screens.ts';
import { chooseDevice, isWilling, wipeReports, type Chosen } from './support/people.ts';
import { RemoteHelpWindow } from './support/screens.ts';
import { useTandem } from './support/desk.ts';

// One story in order: each step stands on what the one before left.
test.describe.configure({ mode: 'serial' });
const desk = useTandem();
const seed = 7;
const orders = { restart: 1, session: 2, wipe: 3, silentWipe: 4 };
let helped: Chosen;
let silent: Chosen;
let baselineHash: string;

test('the first start says what to do, and leads to a new lab', async () => {
  const { page, lab, home } = desk;
  await expect(page.getByRole('heading', { name: 'No lab is open' })).toBeVisible();
  await page.getByRole('link', { name: 'Open or create a lab' }).click();
  await expect(page.getByText('No lab has been used on this computer yet.')).toBeVisible();
  await lab.create(/Contoso before cloud attach/, { seed: String(seed) });
  await desk.frame.arrived('home');
  await expect(page.getByRole('main').getByText(/Contoso before cloud attach · /)).toBeVisible();
  await expect(home.tile('Compliance').getByRole('row')).toHaveCount(5);
  baselineHash = (await desk.tandem.ask('lab:hash', {})).hash;
});

test('home counts, and a click on a number shows exactly that many', async () => {
  const { home, list, page } = desk;
  const [compliant] = await home.rows('Compliance');
  expect(compliant!.label).toBe('Compliant');
  expect(compliant!.count).toBeGreaterThan(1000);
  await home.openRow('Compliance', 'Compliant');
  await desk.frame.arrived('cloudDevices');
  expect(await list.count()).toBe(compliant!.count);
  await expect(page.getByText(`${compliant!.count.toLocaleString('en')} devices`)).toBeVisible();
  await expect(list.pill('Compliance')).toHaveText(/Compliant/);
});

test('a device is found by a part of its name', async () => {
  const { list, page, tandem } = desk;
  helped = await chooseDevice(
    tandem,
    (id) => isWilling(seed, id, orders.session) && wipeReports(seed, id, orders.wipe),
  );
  silent = await chooseDevice(tandem, (id) => id !== helped.id && !wipeReports(seed, id, orders.silentWipe));
  await list.searchBox.fill(helped.name.slice(4).toLowerCase());
  await expect(list.row(helped.name)).toHaveCount(1);
  await list.open(helped.name);
  await page.getByRole('link', { name: 'Reality and records' }).click();
  await expect(page.getByRole('heading', { level: 1, name: helped.name })).toBeVisible();
  // Both pages have this heading.
  await expect(page).toHaveURL(`app://tandem${addressOf('device', { deviceId: helped.id })}`);
  expect((await tandem.ask('devices.read', { deviceId: helped.id })).actions).toEqual([]);
});

test('a restart shows its three lines, then its outcome and what was waited for', async () => {
  const { device, clock } = desk;
  await device.restart();
  const order = device.waiting.getByRole('article', { name: 'Restart, Pending' });
  await expect(device.line(order, 'Console shows')).toContainText('Pending');
  await expect(device.line(order, 'Documented bound')).toContainText(/between .* and .*last check-in/s);
  await expect(device.line(order, 'Lab knows')).toContainText('The push notification is on its way');
  await expect(device.command('Restart')).toBeDisabled();

  await clock.jump(/^1 hour/);
  const restart = clock.ledger.getByRole('article').filter({ has: desk.page.getByRole('link', { name: helped.name }) });
  await expect(restart.filter({ hasText: /^Restart/ }).first()).toContainText('Waited');
  await clock.closeLedger();
  await expect(device.waiting).toContainText('No action is waiting for this device.');
  await device.tab(/^Actions/).click();
  await expect(device.order('Restart')).toContainText('Complete');
  await clock.nextEvent();
});

test('a remote session is asked for, allowed, controlled, ended and replayed', async () => {
  const { tandem, device, clock } = desk;
  const opening = tandem.nextWindow();
  await device.startSession();
  const help = new RemoteHelpWindow(await opening);
  await expect(help.page.getByRole('heading', { name: /^Waiting for / })).toBeVisible();
  await expect(help.page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
  await expect(clock.bar).toContainText(`Held at 1× by the remote session with ${helped.name}.`);
  await expect(clock.speed(/^60×/)).toBeDisabled();

  await expect(help.screen).toBeVisible();
  await expect(help.bar.getByText('View only', { exact: true })).toBeVisible();
  await help.app('Command Prompt').click();
  await expect(help.terminal).toContainText('View only: you see the screen and cannot type.');
  await help.bar.getByRole('button', { name: 'Request control' }).click();
  await expect(help.bar.getByText('Full control', { exact: true })).toBeVisible();
  await help.run('hostname');
  await expect(help.terminalText).toContainText(helped.name);
  await help.run('whoami');
  await expect(help.terminalText).toContainText(/contoso\\/i);
  await help.run('dsregcmd /status');
  await expect(help.terminalText).toContainText('WinHttp Default Proxy Config');

  await help.bar.getByRole('button', { name: 'End session' }).click();
  await expect(help.page.getByRole('heading', { name: 'You ended the session' })).toBeVisible();
  await expect(help.replay).toContainText('Allowed; session started in view only');
  await expect(help.replay).toContainText('Full control allowed');
  await help.replay.getByText('dsregcmd /status').click();
  await expect(help.replay).toContainText('AzureAdJoined');
  await help.page.getByRole('button', { name: 'Close window' }).click();
  await expect.poll(() => tandem.electron.windows().length).toBe(1);
  await device.tab(/^Actions/).click();
  await expect(device.order('New remote assistance session')).toContainText('Complete');
  // The session held the clock at 1×; without it the clock stands again, as it did before.
  await expect(clock.bar).not.toContainText('Held at 1×');
  await expect(clock.bar).toContainText('Paused at');
});

test('a wipe wants the name typed, and the records outlive the device', async () => {
  const { device, clock, page, tandem } = desk;
  await device.command(/^Wipe/).click();
  const confirm = device.dialog.getByRole('button', { name: 'Wipe', exact: true });
  await expect(confirm).toBeDisabled();
  await device.dialog.getByRole('textbox').fill(helped.name.toLowerCase());
  await expect(device.dialog).toContainText('The text differs');
  await expect(confirm).toBeDisabled();
  await device.dialog.getByRole('textbox').fill(helped.name);
  await confirm.click();
  await expect(device.dialog).toHaveCount(0);
  // The window is not what keeps a wrong text out: the lab refuses it as well.
  const refused = await tandem.tryAsk('actions.order', {
    kind: 'wipe',
    deviceIds: [silent.id],
    options: {},
    confirm: `${silent.name} `,
  });
  expect(refused).toMatchObject({ ok: false, code: 'confirmationMismatch' });

  await clock.jump(/^8 hours/);
  await clock.closeLedger();
  const { name, records, truth } = await tandem.ask('devices.read', { deviceId: helped.id });
  expect(records.intune).toBeNull();
  expect(truth['mdmEnrolled']).toBe(false);
  expect(name).toMatch(/^DESKTOP-[A-Z0-9]{7}$/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await device.tab('Reality and records').click();
  const names = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Name', exact: true }) });
  await expect(names).toContainText(name);
  await expect(names).toContainText(helped.name);
  await expect(names).toContainText('differs');
});

test('a wipe that cannot report leaves the console saying Pending', async () => {
  const { device, clock, tandem } = desk;
  await desk.frame.findDevice(silent.name);
  await expect(desk.page.getByRole('heading', { level: 1, name: silent.name })).toBeVisible();
  await device.command(/^Wipe/).click();
  await device.dialog.getByRole('textbox').fill(silent.name);
  await device.dialog.getByRole('button', { name: 'Wipe', exact: true }).click();
  await expect(device.dialog).toHaveCount(0);
  await clock.choose(/^7 days/);
  await expect(clock.lastJump).toContainText('7 d');
  await clock.closeLedger();
  const order = device.waiting.getByRole('article', { name: 'Wipe, Pending' });
  await expect(device.line(order, 'Console shows')).toContainText('Pending');
  await expect(device.line(order, 'Lab knows')).toContainText('The device reset before it could report.');
  const { records, truth } = await tandem.ask('devices.read', { deviceId: silent.id });
  expect(records.intune).not.toBeNull();
  expect(truth['mdmEnrolled']).toBe(false);
  await desk.frame.choose('home');
  const entry = desk.home.attention.getByRole('link', { name: 'Wiped, but the console still waits' });
  await expect(entry).toBeVisible();
});

test('the reset brings the lab back, and proves it by its hash', async () => {
  const { frame, lab, page, tandem } = desk;
  await frame.choose('lab');
  await lab.reset();
  await expect(page.getByText('Reset to baseline, and proven')).toBeVisible();
  expect((await tandem.ask('lab:hash', {})).hash).toBe(baselineHash);
  const { now, startedAt, inputs } = (await tandem.ask('lab:state', {}))!;
  expect([now - startedAt, inputs]).toEqual([0, 0]);
  await frame.choose('actions');
  await expect(page.getByRole('heading', { name: 'Nothing waits' })).toBeVisible();
});
