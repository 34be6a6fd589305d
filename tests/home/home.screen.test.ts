import { render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Home from '../../renderer/home/Home.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import type { Failure } from '../../shared/contract/result.ts';
import type { HomeView } from '../../shared/home/views.ts';
import { addressOf } from '../../shared/screens.ts';
import { tiles } from '../../shared/home/tiles.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { homeView, labView, now, tileView } from '../support/views.ts';

const builds = tiles.find(({ id }) => id === 'builds')!;
const notOpen: Failure = { ok: false, code: 'labNotOpen', message: 'No lab is open.', next: 'Open a lab.' };

function show(answers: Answers): FakeTransport {
  const transport = new FakeTransport(answers);
  connect(transport);
  render(Home);
  return transport;
}

/** A tile once its numbers are there; before, it is on screen without them. */
async function tileOf(name: string): Promise<HTMLElement> {
  await screen.findByText(/need a person, because|Nothing needs a person/);
  return screen.getByRole('region', { name });
}

beforeEach(() => {
  showLab(labView());
});

describe('Home', () => {
  it('leads from each number to the list with exactly that filter', async () => {
    show({ 'home.read': homeView() });
    const tile = await tileOf('Compliance');
    const row = within(tile).getByRole('link', { name: /Not compliant/ });
    expect(row.getAttribute('href')).toBe(addressOf('cloudDevices', {}, 'compliance=noncompliant'));
    expect(tile.textContent).toContain('80');
    expect(within(tile).getByRole('link', { name: 'Compliance' }).getAttribute('href')).toBe(addressOf('cloudDevices'));
  });

  it('has the places of its numbers before the numbers, which alone come in a table', async () => {
    let give: (view: HomeView) => void = () => undefined;
    show({ 'home.read': () => new Promise<HomeView>((resolve) => (give = resolve)) });
    const place = await screen.findByRole('region', { name: 'Compliance' });
    expect(within(place).getByRole('heading', { name: 'Compliance' })).toBeTruthy();
    // What the start of the app is measured by (tools/bench/windows.ts).
    expect(within(place).queryByRole('table')).toBeNull();
    give(homeView());
    expect(within(await tileOf('Compliance')).getByRole('table')).toBeTruthy();
  });

  it('keeps a tile’s own filters in its links', async () => {
    show({ 'home.read': homeView() });
    const tile = await tileOf('Windows builds');
    const row = within(tile).getByRole('link', { name: /Windows 11 24H2/ });
    expect(row.getAttribute('href')).toBe(addressOf('fleet', {}, `platform=windows&${builds.field}=Windows+11+24H2`));
  });

  it('shows the lab’s numbers and no others', async () => {
    show({ 'home.read': homeView({ tiles: [tileView({ total: 3, values: [{ value: 'unknown', count: 3 }] })] }) });
    const tile = await tileOf('Compliance');
    expect(within(tile).queryByText('Compliant')).toBeNull();
    expect(tile.textContent).toContain('Not evaluated');
    expect(screen.queryByRole('region', { name: 'Client status' })).toBeNull();
  });

  it('says whose numbers they are, how old, and where the truth differs', async () => {
    show({ 'home.read': homeView() });
    const compliance = await tileOf('Compliance');
    expect(compliance.textContent).toContain('Intune’s record · newest word 1 min ago, oldest 40 d ago');
    const client = screen.getByRole('region', { name: 'Client status' });
    expect(client.textContent).toContain('12 of the 40 inactive clients are online and well');
    expect(screen.getByRole('region', { name: 'Reachable now' }).textContent).toContain('Truth — lab only');
  });

  it('says who needs a person and why, with links to them and to all of them', async () => {
    show({ 'home.read': homeView() });
    const list = await tileOf('Needs a person');
    expect(list.textContent).toContain('These 7 devices need a person, because less than 5 GB is free');
    expect(within(list).getByRole('link', { name: 'CON-LT-00012' }).getAttribute('href')).toBe(
      addressOf('device', { deviceId: 12 }),
    );
    expect(
      within(list)
        .getByRole('link', { name: /^and 6 more/ })
        .getAttribute('href'),
    ).toBe(addressOf('fleet', {}, 'needs=diskFull'));
  });

  it('lists waiting actions by reason and age', async () => {
    show({ 'home.read': homeView() });
    const waiting = await tileOf('Waiting actions');
    const row = within(waiting).getByRole('row', { name: /Device offline/ });
    expect(row.textContent).toContain('3 d');
  });

  it('leads to the labs while none is open', async () => {
    show({ 'home.read': notOpen });
    expect((await screen.findByRole('link', { name: 'Open or create a lab' })).getAttribute('href')).toBe(
      addressOf('lab'),
    );
  });

  it('keeps the last numbers when they cannot be read again, and says so', async () => {
    const transport = show({ 'home.read': homeView() });
    await tileOf('Compliance');
    transport.answer({ 'home.read': { ...notOpen, code: 'internal', message: 'The reader stopped.' } });
    transport.emit('lab-changed', { revision: 2, now });
    await screen.findByText('The reader stopped.');
    expect(screen.getByRole('region', { name: 'Compliance' })).toBeTruthy();
  });

  it('reads again when the lab changes, and not for what it shows already', async () => {
    const transport = show({ 'home.read': homeView() });
    await tileOf('Compliance');
    transport.emit('lab-changed', { revision: 1, now });
    transport.answer({
      'home.read': homeView({ tiles: [tileView({ values: [{ value: 'compliant', count: 999 }] })] }),
    });
    // A burst while the clock runs becomes one later reading, which sees the last change.
    for (const revision of [2, 3]) transport.emit('lab-changed', { revision, now });
    await waitFor(() => expect(screen.getByRole('region', { name: 'Compliance' }).textContent).toContain('999'));
    expect(transport.asked('home.read')).toHaveLength(2);
  });
});
