import { expect, test } from '@playwright/test';
import { attentionReasons, findField } from '../../shared/devices/lists.ts';
import { tiles } from '../../shared/home/tiles.ts';
import type { HomeView } from '../../shared/home/views.ts';
import { useTandem } from './support/desk.ts';

const desk = useTandem({ scenario: 'contoso' });

/** How many rows a list has under filters: what the grid behind a click would show. */
async function countOf(list: (typeof tiles)[number]['list'], filters: { field: string; value: string }[]) {
  const { total, rows } = await desk.tandem.ask('devices.list', {
    list,
    filters,
    search: '',
    sort: null,
    offset: 0,
    limit: 20,
  });
  expect(rows).toHaveLength(Math.min(20, total));
  return total;
}

async function expectNumbersAgree(view: HomeView): Promise<void> {
  expect(view.tiles.map(({ id }) => id)).toEqual(tiles.map(({ id }) => id));
  for (const tile of tiles) {
    const shown = view.tiles.find(({ id }) => id === tile.id)!;
    const sum = shown.values!.reduce((total, { count }) => total + count, 0);
    expect.soft(sum, `${tile.id}: the parts make the whole`).toBe(shown.total);
    expect.soft(await countOf(tile.list, [...tile.filters]), `${tile.id}: the whole`).toBe(shown.total);
    for (const { value, count } of shown.values!) {
      const listed = await countOf(tile.list, [...tile.filters, { field: tile.field, value }]);
      expect.soft(listed, `${tile.id}: ${value}`).toBe(count);
    }
  }
  for (const { reason, count, devices } of view.attention!) {
    expect.soft(await countOf('fleet', [{ field: 'needs', value: reason }]), `needs: ${reason}`).toBe(count);
    expect.soft(devices.length, `needs: ${reason}, devices named`).toBeLessThanOrEqual(count);
  }
  for (const { reason, count } of view.waiting!) {
    const { total } = await desk.tandem.ask('actions.list', {
      states: ['pending', 'active'],
      kinds: [],
      reasons: [reason],
      deviceId: null,
      search: '',
      offset: 0,
      limit: 1,
    });
    expect.soft(total, `waiting: ${reason}`).toBe(count);
  }
}

test('every number of every tile is the length of the list behind it', async () => {
  const view = await desk.tandem.ask('home.read', {});
  expect(view.attention!.length).toBeGreaterThan(4);
  await expectNumbersAgree(view);
});

test('they still agree after two days with orders under way', async () => {
  const { tandem } = desk;
  const { ids } = await tandem.ask('devices.ids', {
    list: 'fleet',
    filters: [
      { field: 'platform', value: 'windows' },
      { field: 'managedBy', value: 'coManaged' },
    ],
    search: '',
    sort: null,
    limit: 60,
  });
  await tandem.ask('actions.order', { kind: 'restart', deviceIds: ids, options: {}, confirm: '60' });
  await tandem.ask('actions.order', {
    kind: 'wipe',
    deviceIds: ids.slice(0, 20),
    options: {},
    confirm: '20',
  });
  const running = await tandem.ask('home.read', {});
  expect(running.waiting!.reduce((sum, { count }) => sum + count, 0)).toBe(80);
  await expectNumbersAgree(running);
  await tandem.ask('clock:jump', { by: 'duration', seconds: 2 * 86_400 });
  const later = await tandem.ask('home.read', {});
  expect(later.complianceTrend.length).toBeGreaterThan(0);
  await expectNumbersAgree(later);
});

for (const tile of tiles) {
  test(`a click on each number of “${tile.title}” shows that many rows`, async () => {
    const { home, list, frame, page } = desk;
    await frame.goTo('home');
    await expect(home.tile(tile.title).getByRole('rowheader').first()).toBeVisible();
    const rows = await home.rows(tile.title);
    expect(rows.length).toBeGreaterThan(1);
    for (const { label, count } of rows) {
      await home.openRow(tile.title, label);
      await frame.left('home');
      expect.soft(await list.count(), `${tile.title}: ${label}`).toBe(count);
      // What narrows the list is visible, and named as the tile named it.
      await expect.soft(list.pill(findField(tile.list, tile.field)!.label)).toContainText(label);
      await page.goBack();
      await expect(home.row(tile.title, label)).toBeVisible();
    }
    await home.tile(tile.title).getByRole('heading').getByRole('link').click();
    expect(await list.count()).toBe(rows.reduce((sum, { count }) => sum + count, 0));
  });
}

test('each reason under “Needs a person” leads to its devices', async () => {
  const { home, list, frame, page } = desk;
  await frame.goTo('home');
  const entries = home.attention.getByRole('listitem');
  await expect(entries.first()).toBeVisible();
  for (const { title } of Object.values(attentionReasons)) {
    const entry = entries.filter({ has: page.getByRole('link', { name: title, exact: true }) });
    if ((await entry.count()) === 0) continue;
    const count = Number(/\d[\d,]*/.exec(await entry.innerText())![0].replaceAll(',', ''));
    await entry.getByRole('link', { name: title, exact: true }).click();
    expect.soft(await list.count(), title).toBe(count);
    await expect.soft(list.pill('Needs a person')).toContainText(title);
    await page.goBack();
    await expect(entries.first()).toBeVisible();
  }
});

test('a device named on home opens, and says there what it needs', async () => {
  const { home, page, frame } = desk;
  await frame.goTo('home');
  const entry = home.attention.getByRole('listitem').first();
  const title = await entry.getByRole('link').first().innerText();
  const device = entry.getByRole('link').nth(1);
  const name = await device.innerText();
  await device.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(title);
});

test('reasons why orders wait lead to those orders', async () => {
  const { home, page, frame } = desk;
  await frame.goTo('home');
  const row = home.tile('Waiting actions').getByRole('row').nth(1);
  const count = Number(await row.getByRole('cell').nth(1).innerText());
  await row.getByRole('link').click();
  await frame.arrived('actions');
  await expect(page.getByText(`${count} ${count === 1 ? 'order' : 'orders'}`, { exact: true })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1));
});
