import { expect, test } from '@playwright/test';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import { useTandem } from './support/desk.ts';
import { Keyboard } from './support/keyboard.ts';

// How records end, and what stays: in each service by its own console. No test stands on another: each takes a device of its own.
const desk = useTandem({ scenario: 'contoso', devices: 1300 });
type Row = { id: number; recordId: number; name: string } & Record<string, unknown>;

async function rowsOf(
  list: DeviceListId,
  where: Record<string, string>,
  limit = 200,
  sort: string | null = null,
): Promise<Row[]> {
  const filters = Object.entries(where).map(([field, value]) => ({ field, value }));
  const { rows } = await desk.tandem.ask('devices.list', {
    list,
    filters,
    search: '',
    sort: sort === null ? null : { field: sort, descending: false },
    offset: 0,
    limit,
  });
  return rows;
}
/** Devices nobody has used yet in this file. */
const used = new Set<number>();
function take<T extends { id: number }>(rows: readonly T[]): T {
  const row = rows.find(({ id }) => !used.has(id));
  if (!row) throw new Error('This lab has no such device left.');
  used.add(row.id);
  return row;
}
const read = (deviceId: number) => desk.tandem.ask('devices.read', { deviceId });
const days = (count: number) => desk.tandem.ask('clock:jump', { by: 'duration', seconds: count * 86_400 });
const hybridAway = { platform: 'windows', managedBy: 'coManaged', joinType: 'hybrid', online: 'false' };

/** Answers the question that is open; where it asks for something to be repeated, with that. */
async function confirm(repeated: string, label = /^(Yes|Retire|Delete|Wipe)/): Promise<void> {
  const dialog = desk.page.getByRole('alertdialog');
  const answer = dialog.getByRole('button', { name: label });
  await expect(answer).toBeVisible();
  const field = dialog.getByRole('textbox');
  if ((await field.count()) > 0) await field.fill(repeated);
  await answer.click();
  await dialog.waitFor({ state: 'detached' });
}
/** The row of an order in Devices › Device actions. */
const actionRow = (action: string, device: string) =>
  desk.page.getByRole('row').filter({ hasText: device }).filter({ hasText: action }).first();

test('Retire asks with who is meant, keeps a restore point, and the record goes at the next check-in', async () => {
  const { frame, page, pages, device, lab } = desk;
  const meant = take(
    await rowsOf('fleet', { platform: 'windows', managedBy: 'intune', joinType: 'entra', online: 'true' }),
  );
  const before = await read(meant.id);
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await pages.press('Retire');
  const told = device.dialog.getByRole('list', { name: 'Devices that are meant' });
  await expect(told).toContainText(meant.name);
  await expect(told).toContainText(String(before.truth['serialNumber']));
  await expect(told).toContainText('Last check-in');
  // A console asks for its button, as the product does; nothing has to be repeated.
  await expect(device.dialog.getByRole('textbox')).toHaveCount(0);
  await confirm(meant.name);
  await expect(page.getByRole('row', { name: /^Retire Pending/ })).toBeVisible();
  await frame.goTo('lab');
  await expect(page.getByRole('rowheader', { name: 'before Retire 1' })).toBeVisible();
  await expect(lab.command('Reset to baseline')).toBeVisible();

  await days(1);
  const after = await read(meant.id);
  expect(after.records.intune).toBeNull();
  expect(after.truth['mdmEnrolled']).toBe(false);
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await expect(page.getByText('No record here')).toBeVisible();
  await frame.goTo('deviceActions');
  await expect(actionRow('Retire', meant.name)).toContainText('Complete');
});

test('a bulk Retire names its number, and each device has an order of its own', async () => {
  const { frame, list, page } = desk;
  const rows = await rowsOf('intune', { managedBy: 'coManaged' }, 8, 'name');
  const [one, two] = [take(rows), take(rows)];
  await frame.goTo('cloudDevices', {}, 'managedBy=coManaged');
  for (const { name } of [one, two]) await list.select(name);
  await desk.pages.press('Retire');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(one.name);
  await expect(dialog).toContainText(two.name);
  await confirm('2');
  await frame.goTo('deviceActions');
  for (const { name } of [one, two]) await expect(actionRow('Retire', name)).toContainText('Pending');
});

test('Delete takes the record out of the list at once, and reads Complete while the device knows nothing of it', async () => {
  const { frame, list, page, pages } = desk;
  const meant = take(await rowsOf('fleet', hybridAway));
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await pages.press('Delete');
  await confirm(meant.name);
  await expect(page.getByText('No record here')).toBeVisible();
  await frame.goTo('cloudDevices');
  await list.searchBox.fill(meant.name);
  await expect(list.row(meant.name)).toHaveCount(0);
  await frame.goTo('deviceActions');
  await expect(actionRow('Delete', meant.name)).toContainText('Complete');
  expect((await read(meant.id)).truth['mdmEnrolled']).toBe(true);
});

test('a wipe that waits ends with its record as Canceled, and never reaches the enrollment that comes after', async () => {
  const { frame, page, pages, device } = desk;
  const meant = take(await rowsOf('fleet', hybridAway));
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await pages.press('Wipe');
  await confirm(meant.name);
  await expect(page.getByRole('row', { name: /^Wipe Pending/ })).toBeVisible();
  await pages.press('Delete');
  await confirm(meant.name);
  await frame.goTo('deviceActions');
  await expect(actionRow('Wipe', meant.name)).toContainText('Canceled');
  await frame.goTo('device', { deviceId: meant.id, tab: 'actions' });
  await device.order('Wipe ordered').getByText('Wipe ordered').click();
  await expect(device.order('Wipe ordered')).toContainText('The record it was given to has left the tenant.');

  // It is retired when it comes, and its client enrolls it anew.
  for (let week = 0; week < 4 && (await read(meant.id)).records.intune === null; week += 1) await days(7);
  await days(3);
  const { name, records, truth, actions } = await read(meant.id);
  expect(records.intune?.fields).toMatchObject({ managedBy: 'coManaged', managementState: 'managed' });
  expect([name, truth['power']]).toEqual([meant.name, 'running']);
  expect(actions.find(({ kind }) => kind === 'wipe')).toMatchObject({ state: 'canceled', deliveredAt: null });
});

test('a private computer disconnects, and what waited for it is canceled with the enrollment', async () => {
  const { frame, machine, page, pages, device, tandem } = desk;
  const find = () =>
    rowsOf('fleet', { platform: 'windows', joinType: 'registered', mdmEnrolled: 'true', online: 'true' });
  for (let steps = 0; steps < 12 && (await find()).length === 0; steps += 1)
    await tandem.ask('clock:jump', { by: 'duration', seconds: 7200 });
  const meant = take(await find());
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await pages.press('Wipe');
  await confirm(meant.name);
  await desk.sitAt(meant.name);
  const settings = await machine.open('Settings');
  await settings.getByRole('button', { name: 'Disconnect' }).click();
  await expect(settings.getByRole('button', { name: 'Disconnect' })).toHaveCount(0);
  await frame.goTo('deviceActions');
  await expect(actionRow('Wipe', meant.name)).toContainText('Canceled');
  await frame.goTo('device', { deviceId: meant.id, tab: 'actions' });
  await device.order('Wipe ordered').getByText('Wipe ordered').click();
  await expect(device.order('Wipe ordered')).toContainText('The enrollment it was given to has ended');
  await days(2);
  expect((await read(meant.id)).truth['power']).not.toBe('oobe');
  await expect(page.getByRole('heading', { level: 1, name: meant.name })).toBeVisible();
});

test('a clean-up rule hides a silent record, which shows again without it', async () => {
  const { frame, list, pages } = desk;
  const silent = (await rowsOf('intune', { platform: 'windows' }, 200, 'lastCheckIn')).find(
    ({ lastCheckIn }) => lastCheckIn !== null,
  )!;
  await frame.goTo('cloudDevices');
  await list.searchBox.fill(silent.name);
  await expect(list.row(silent.name)).toHaveCount(1);
  await frame.goTo('deviceCleanup');
  await pages.choose(/Device clean-up rule/, '30 days');
  await frame.goTo('cloudDevices');
  await list.searchBox.fill(silent.name);
  await expect(list.row(silent.name)).toHaveCount(0);
  // The record is hidden and not gone: other services and the device know nothing of the rule.
  await frame.goTo('deviceCleanup');
  await pages.choose(/Device clean-up rule/, 'No rule');
  await frame.goTo('cloudDevices');
  await list.searchBox.fill(silent.name);
  await expect(list.row(silent.name)).toHaveCount(1);
});

test('what other services keep is removed in their own consoles, each after its question and a restore point', async () => {
  const { frame, list, machine, page, pages, tandem } = desk;
  const meant = take(await rowsOf('fleet', hybridAway));
  const records = async () => (await read(meant.id)).records;
  await frame.goTo('cloudDevice', { deviceId: meant.id });
  await pages.press('Delete');
  await confirm(meant.name);
  expect(await records()).toMatchObject({ intune: null, configmgr: { fields: { name: meant.name } } });

  await frame.goTo('domainController');
  const console = machine.window('Active Directory Users and Computers');
  await console.getByRole('textbox', { name: /^Find computers/ }).fill(meant.name);
  const menu = () => console.getByRole('button', { name: `Action menu of ${meant.name}` }).click();
  await menu();
  await page.getByRole('menuitem', { name: 'Disable Account' }).click();
  await expect(console.getByRole('row', { name: new RegExp(`${meant.name} Computer \\(disabled\\)`) })).toBeVisible();
  await tandem.ask('clock:jump', { by: 'duration', seconds: 3600 });
  expect((await records()).entra?.fields['enabled']).toBe(false);
  await menu();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await confirm(meant.name);
  await expect(console.getByText('There are no items to show in this view.')).toBeVisible();
  expect((await records()).ad).toBeNull();

  await frame.goTo('directoryDevices');
  await list.searchBox.fill(meant.name);
  await expect(list.row(meant.name)).toHaveCount(1);
  await list.select(meant.name);
  await pages.press('Delete');
  await confirm(meant.name);
  await expect(list.row(meant.name)).toHaveCount(0);

  await frame.goTo('siteDevices');
  await list.searchBox.fill(meant.name);
  await list.row(meant.name).getByRole('gridcell').nth(2).click();
  await pages.press('Delete');
  await confirm(meant.name);
  await expect(list.row(meant.name)).toHaveCount(0);
  expect(await records()).toEqual({ intune: null, configmgr: null, entra: null, ad: null, autopilot: null });

  await frame.goTo('lab');
  for (const name of ['before deleting in ad 1', 'before deleting in entra 1', 'before deleting in configmgr 1'])
    await expect(page.getByRole('rowheader', { name, exact: true })).toBeVisible();
});

test('by keys alone: a computer is retired in Intune, and its object disabled in Entra ID', async () => {
  const { frame, list, page } = desk;
  const keys = new Keyboard(page);
  const meant = take(await rowsOf('fleet', hybridAway));
  await frame.goTo('cloudDevices', {}, `search=${meant.name}`);
  await expect(list.row(meant.name)).toHaveCount(1);
  await keys.tabTo(({ role }) => role === 'grid');
  await keys.press('Control+Home');
  await keys.press('Space');
  await keys.tabTo(/^(Refresh|Export)/, 'Shift+Tab');
  await keys.arrowTo(/^(Retire|More commands)$/);
  if ((await keys.focus()).name === 'More commands') {
    await keys.press('Enter');
    await keys.arrowTo(/^Retire$/, 'ArrowDown');
  }
  await keys.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  // The harmless answer comes first in focus: Enter alone retires nothing.
  expect((await keys.focus()).name).toBe('No');
  await keys.tabTo(/^Yes$/);
  await keys.press('Enter');
  await expect(dialog).toHaveCount(0);
  await keys.expectFocus();

  await frame.goTo('directoryDevices', {}, `search=${meant.name}`);
  await expect(list.row(meant.name)).toHaveCount(1);
  await keys.tabTo(({ role }) => role === 'grid');
  await keys.press('Control+Home');
  await keys.press('Space');
  await keys.tabTo(/^(Refresh|Download devices)/, 'Shift+Tab');
  await keys.arrowTo(/^(Disable|More commands)$/);
  if ((await keys.focus()).name === 'More commands') {
    await keys.press('Enter');
    await keys.arrowTo(/^Disable$/, 'ArrowDown');
  }
  await keys.press('Enter');
  await expect(list.cell(meant.name, 2)).toHaveText('No');
  const { records, actions } = await read(meant.id);
  expect(records.entra?.fields['enabled']).toBe(false);
  expect(actions[0]).toMatchObject({ kind: 'retire', state: 'pending' });
});

test('a tenant takes a thousand of them a day, whichever door they come through', async () => {
  const { frame, page, pages, tandem } = desk;
  await tandem.newLab('contoso');
  const query = { list: 'intune' as const, filters: [], search: '', sort: null, limit: 200 };
  // A device may have a record of an earlier enrollment beside its own.
  const found = new Set<number>();
  for (let offset = 0; found.size < 1001; offset += 200) {
    const { rows } = await tandem.ask('devices.list', { ...query, offset });
    expect(rows.length).toBeGreaterThan(0);
    for (const { id } of rows) found.add(id);
  }
  const ids = [...found];
  const remove = (deviceIds: number[]) =>
    tandem.tryAsk('actions.order', { kind: 'delete', deviceIds, options: {}, confirm: String(deviceIds.length) });
  for (let from = 0; from < 1000; from += 100)
    expect(await remove(ids.slice(from, from + 100))).toMatchObject({ ok: true });
  await frame.goTo('cloudDevice', { deviceId: ids[1000]! });
  await pages.press('Delete');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('The tenant takes 1000 × Delete a day; 1000 were ordered today.');
  await expect(dialog.getByRole('button', { name: /^(Yes|Delete)/ })).toBeDisabled();
  await dialog.getByRole('button', { name: 'No' }).click();
  // The day of the tenant begins at midnight, UTC.
  await days(1);
  await pages.press('Delete');
  await expect(dialog.getByRole('button', { name: 'Yes' })).toBeEnabled();
});
