import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Frame } from './support/screens.ts';
import { Tandem } from './support/tandem.ts';
import { useTandem } from './support/desk.ts';

const desk = useTandem({ scenario: 'contoso', devices: 400 });
let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-lists-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an order for several devices wants their number typed', async () => {
  const { frame, list, page, tandem } = desk;
  await frame.goTo('cloudDevices', {}, 'managedBy=coManaged&compliance=compliant');
  const total = await list.count();
  expect(total).toBeGreaterThan(5);
  for (const row of [1, 2, 3]) await list.grid.getByRole('row').nth(row).getByRole('checkbox').click();
  await expect(page.getByRole('main').getByText(`3 of ${total} devices selected`)).toBeVisible();
  await list.command('Restart').click();
  const dialog = page.getByRole('alertdialog', { name: 'Restart 3 devices?' });
  const confirm = dialog.getByRole('button', { name: 'Restart 3 devices' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('4');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('3');
  await confirm.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Restart ordered')).toBeVisible();
  // The selection was used up: another order has to be meant anew.
  await expect(list.command('Restart')).toBeDisabled();
  expect((await tandem.ask('lab:state', {}))!.pendingActions).toBe(3);
  await frame.goTo('actions');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '4');
});

test('more than a hundred devices are too many for one order', async () => {
  const { frame, list } = desk;
  await frame.goTo('cloudDevices', {}, 'platform=windows');
  expect(await list.count()).toBeGreaterThan(100);
  await list.grid.getByRole('columnheader').first().click();
  await expect(list.command('Wipe')).toBeDisabled();
  await expect(list.command('Wipe')).toHaveAccessibleDescription(/at most 100 devices/);
});

test('devices that would refuse are named, and can be left out', async () => {
  const { frame, list, page, tandem } = desk;
  await frame.goTo('cloudDevices', {}, 'ownership=personal&sort=platform');
  const { rows } = await tandem.ask('devices.list', {
    list: 'intune',
    filters: [{ field: 'ownership', value: 'personal' }],
    search: '',
    sort: { field: 'platform', descending: false },
    offset: 0,
    limit: 2,
  });
  await list.count();
  for (const { name } of rows) await list.select(name);
  await list.command('Restart').click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('region', { name: 'Refusals' })).toContainText(rows[0]!.name);
  await expect(dialog.getByRole('button', { name: /^Restart/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a press on a row’s link is carried out although the list is filtered meanwhile', async () => {
  const { frame, list, page } = desk;
  await frame.goTo('cloudDevices', {}, 'sort=-name');
  const all = await list.count();
  const link = list.grid.getByRole('row').nth(3).getByRole('link');
  const name = (await link.textContent())!;
  await link.hover();
  await page.mouse.down();
  const other = (await list.grid.getByRole('row').nth(1).getByRole('link').textContent())!;
  await frame.goTo('cloudDevices', {}, `sort=-name&search=${other}`);
  await expect(page.getByRole('main').getByText('1 device', { exact: true })).toBeVisible();
  expect(await list.count()).toBe(all);
  await page.mouse.up();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('columns are chosen, ordered, and still there after a new start', async () => {
  const { frame, list, page, tandem } = desk;
  await frame.choose('siteDevices');
  await list.count();
  const headers = () => page.getByRole('columnheader').allInnerTexts();
  expect(await headers()).not.toContain('Serial Number');
  await list.command('Columns').click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  await chooser.getByRole('checkbox', { name: /^Serial Number/ }).click();
  await chooser.getByRole('checkbox', { name: /^Client Check Result/ }).click();
  await chooser.getByRole('button', { name: 'Move Serial Number up' }).click();
  await chooser.getByRole('button', { name: 'Apply' }).click();
  await expect(chooser).toHaveCount(0);
  await expect.poll(headers).toContain('Serial Number');
  const chosen = await headers();
  expect(chosen).not.toContain('Client Check Result');
  expect(chosen.at(-2)).toBe('Serial Number');

  const profile = mkdtempSync(join(tmpdir(), 'tandem-columns-'));
  writeFileSync(
    join(profile, 'preferences.json'),
    readFileSync(join(tandem.profile, 'preferences.json'), 'utf8').replace(/"labs": \[[^\]]*\]/, '"labs": []'),
  );
  const second = await Tandem.start({ profile });
  try {
    await second.resize(1280, 800);
    await second.newLab('first-day');
    await new Frame(second.page).choose('siteDevices');
    await expect.poll(() => second.page.getByRole('columnheader').allInnerTexts()).toEqual(chosen);
  } finally {
    await second.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('filters stand in the address, and the address brings them back', async () => {
  const { frame, list, page } = desk;
  await frame.goTo('cloudDevices');
  const all = await list.count();
  await list.pill('Compliance').click();
  await page.getByRole('checkbox', { name: 'Not compliant' }).click();
  await page.getByRole('checkbox', { name: 'In grace period' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(list.pill('Compliance')).toContainText('2 selected');
  await expect.poll(() => page.url()).toContain('compliance=noncompliant&compliance=inGracePeriod');
  const filtered = await list.count();
  expect(filtered).toBeLessThan(all);
  await list.searchBox.fill('CON-');
  await expect.poll(() => page.url()).toContain('search=CON-');
  const narrowed = await list.count();

  await page.reload();
  await expect(list.pill('Compliance')).toContainText('2 selected');
  await expect(list.searchBox).toHaveValue('CON-');
  await expect.poll(() => list.count()).toBe(narrowed);
  await list.searchBox.fill('');
  await expect.poll(() => list.count()).toBe(filtered);
  await page.getByRole('button', { name: 'Clear filters' }).or(list.pill('Compliance')).first().click();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => list.count()).toBe(all);
});

test('a list that matches nothing says so, and offers the way back', async () => {
  const { frame, list, page } = desk;
  await frame.goTo('fleet', {}, 'search=no-such-device');
  await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  expect(await list.count()).toBe(400);
});

test('the export holds what the grid shows, and no cell that a spreadsheet would run', async () => {
  const { tandem, frame, list, page } = desk;
  // A model name is a free text; this one would be a formula.
  const formula = "=cmd|' /C calc'!A0";
  const scenario = readFileSync(join(import.meta.dirname, '../../resources/scenarios/first-day.scenario.yaml'), 'utf8')
    .replace('name: first-day', 'name: formula-day')
    .replaceAll('OptiPlex 7020', JSON.stringify(formula));
  const file = join(folder, 'formula.scenario.yaml');
  writeFileSync(file, scenario);
  await tandem.answerOpenDialog(file);
  await frame.goTo('lab');
  await desk.lab.command('New lab').click();
  await desk.lab.newLab.getByRole('button', { name: 'Choose a scenario file' }).click();
  await expect(desk.lab.newLab.getByRole('radio', { name: /Your file/ })).toBeChecked();
  await desk.lab.newLab.getByRole('button', { name: 'Create lab' }).click();
  await expect(desk.lab.newLab).toHaveCount(0);

  await frame.goTo('fleet');
  await list.command('Columns').click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  await chooser.getByRole('checkbox', { name: /^Model/ }).click();
  await chooser.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('columnheader', { name: 'Model' })).toBeVisible();
  const total = await list.count();
  const target = join(folder, 'devices.csv');
  await tandem.answerSaveDialog(target);
  await list.command('Export').click();
  await expect(page.getByText('List exported')).toBeVisible();

  const text = readFileSync(target, 'utf8').replace(/^\uFEFF/, '');
  const lines = text.trimEnd().split('\r\n');
  const headers = (await page.getByRole('columnheader').allInnerTexts()).filter((name) => name.trim() !== '');
  expect(lines[0]!.split(',')).toHaveLength(headers.length);
  // The grid may add whose knowledge a column is; the label is the same.
  for (const [index, label] of lines[0]!.split(',').entries()) expect(headers[index]).toMatch(new RegExp(`^${label}`));
  expect(lines).toHaveLength(total + 1);
  const warehouse = lines.find((line) => line.startsWith('PC-WAREHOUSE,'))!;
  expect(warehouse).toContain(`'${formula}`);
  for (const cell of lines.flatMap((line) => line.split(','))) expect(cell).not.toMatch(/^"?[=+\-@]/);

  // A dialog that is closed without a choice is no failure.
  await tandem.answerSaveDialog(null);
  await list.command('Export').click();
  await expect(list.command('Export')).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('The list was not exported')).toHaveCount(0);
});

test('a device with two records in Intune is two rows and one device', async () => {
  const { tandem, list, frame } = desk;
  await tandem.newLab('first-day');
  await frame.goTo('cloudDevices', {}, 'search=LAP-DIEGO');
  await expect.poll(() => list.count()).toBe(2);
  await frame.goTo('fleet', {}, 'search=LAP-DIEGO');
  await expect.poll(() => list.count()).toBe(1);
});
