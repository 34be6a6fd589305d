import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, startRouter } from '../../renderer/router.ts';
import CloudDevices from '../../renderer/devices/list/CloudDevices.svelte';
import ListBlade from '../../renderer/devices/list/ListBlade.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import { preferences } from '../../renderer/settings/preferences.svelte.ts';
import { addressOf } from '../../shared/screens.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { actionView, deviceRow, labView, now } from '../support/views.ts';

const rows = Array.from({ length: 5 }, (_, index) =>
  deviceRow({ id: 10 + index, recordId: 110 + index, name: `CON-LT-0001${index}` }),
);
const answers: Answers = {
  'devices.list': ({ offset, limit }) => ({
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
    now,
    revision: 1,
  }),
  'devices.values': [
    { value: 'compliant', count: 4 },
    { value: 'noncompliant', count: 1 },
  ],
  'preferences:write': (input) => input,
};

async function show(search = '', more: Answers = {}, hasActions = true): Promise<FakeTransport> {
  const transport = new FakeTransport({ ...answers, ...more });
  connect(transport);
  await navigate(addressOf('cloudDevices', {}, search));
  render(ListBlade, { list: 'intune', title: 'Devices', icon: 'cloud', line: 'Contoso', hasActions });
  await screen.findByRole('link', { name: 'CON-LT-00010' });
  return transport;
}
const select = async (name: string) => fireEvent.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
const lastAsked = (transport: FakeTransport): ListQuery | undefined => transport.asked('devices.list').at(-1);

// A list is drawn for the height it has; without a layout engine it would have none.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  startRouter({}, NotFound);
});
beforeEach(() => {
  showLab(labView());
  preferences.show({ columns: {} });
});

describe('the list of Intune', () => {
  it('lets the lab speak of the row where keys are, which selects nothing', async () => {
    const read = ({ deviceId }: { deviceId: unknown }) => deviceView({ id: Number(deviceId) });
    connect(new FakeTransport({ ...answers, 'devices.read': read }));
    await navigate(addressOf('cloudDevices'));
    render(CloudDevices);
    await screen.findByRole('link', { name: 'CON-LT-00010' });
    await waitFor(() => expect(strip.said?.device?.id).toBe(10));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    await waitFor(() => expect(strip.said?.device?.id).toBe(11));
    expect(strip.said).toMatchObject({ knows: 'differences', text: expect.stringContaining('OS version is really') });
    expect(screen.queryAllByRole('checkbox', { checked: true })).toEqual([]);
  });
});

describe('a list of devices', () => {
  it('asks for what the address says, and shows it as pills', async () => {
    const transport = await show('compliance=noncompliant&compliance=inGracePeriod&sort=-lastCheckIn&search=con');
    expect(lastAsked(transport)).toMatchObject({
      list: 'intune',
      filters: [
        { field: 'compliance', value: 'noncompliant' },
        { field: 'compliance', value: 'inGracePeriod' },
      ],
      search: 'con',
      sort: { field: 'lastCheckIn', descending: true },
    });
    expect(screen.getByRole('button', { name: 'Compliance: 2 selected' })).toBeTruthy();
  });

  it('puts a chosen filter into the address', async () => {
    const transport = await show();
    await fireEvent.click(screen.getByRole('button', { name: 'Compliance: All' }));
    await fireEvent.click(await screen.findByRole('checkbox', { name: /^Not compliant/ }));
    await waitFor(() => expect(location.search).toBe('?compliance=noncompliant'));
    await waitFor(() =>
      expect(lastAsked(transport)?.filters).toEqual([{ field: 'compliance', value: 'noncompliant' }]),
    );
  });

  it('links every row to its device and names states with a word', async () => {
    await show();
    expect(screen.getByRole('link', { name: 'CON-LT-00012' }).getAttribute('href')).toBe(
      addressOf('cloudDevice', { deviceId: 12 }),
    );
    expect(screen.getAllByText('Compliant').length).toBeGreaterThan(4);
  });

  it('keeps bulk actions in sight, and says what they need', async () => {
    await show();
    const restart = screen.getByRole('button', { name: 'Restart' });
    expect(restart.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(restart.getAttribute('aria-describedby')!)?.textContent).toContain(
      'Select one or more',
    );
    await select('CON-LT-00010');
    await waitFor(() => expect(restart.getAttribute('aria-disabled')).toBeNull());
  });

  it('has no remote actions where a console has none', async () => {
    await show('', {}, false);
    expect(screen.queryByRole('button', { name: 'Restart' })).toBeNull();
    expect(screen.queryByRole('checkbox', { name: 'Select CON-LT-00010' })).toBeNull();
  });

  it('previews a bulk order, leaves out who refuses, and orders the rest by count', async () => {
    const transport = await show('', {
      'actions.preview': ({ deviceIds }) => ({
        refusals: deviceIds.includes(11)
          ? [{ deviceId: 11, device: 'CON-LT-00011', code: 'notSupported', message: 'Restart is not supported.' }]
          : [],
        confirm: String(deviceIds.length),
        meant: [],
      }),
      'actions.order': [actionView(), actionView({ id: 32 })],
    });
    for (const name of ['CON-LT-00010', 'CON-LT-00011', 'CON-LT-00012']) await select(name);
    await fireEvent.click(screen.getByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Restart 3 devices?' });
    await waitFor(() => expect(dialog.textContent).toContain('1 of 3 devices would refuse the order'));
    expect(dialog.textContent).toContain('Restart is not supported.');
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Leave out 1 device' }));
    const field = await within(dialog).findByRole('textbox');
    await fireEvent.input(field, { target: { value: '2' } });
    await fireEvent.submit(field.closest('form')!);
    await waitFor(() =>
      expect(transport.asked('actions.order')).toEqual([
        { kind: 'restart', deviceIds: [10, 12], options: {}, recordIds: [110, 112], confirm: '2' },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('asks the lab which devices “all” are', async () => {
    const transport = await show('', {
      'actions.preview': { refusals: [], confirm: '4', meant: [] },
    });
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'a', ctrlKey: true });
    await select('CON-LT-00013');
    await fireEvent.click(screen.getByRole('button', { name: 'Sync' }));
    await screen.findByRole('alertdialog', { name: 'Sync 4 devices?' });
    expect(transport.asked('actions.preview').at(-1)).toMatchObject({
      deviceIds: [10, 11, 12, 14],
      recordIds: [110, 111, 112, 114],
    });
  });

  it('lets columns be chosen, and remembers them for this list', async () => {
    const transport = await show();
    expect(screen.queryByRole('columnheader', { name: /Serial number/ })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
    const panel = await screen.findByRole('dialog', { name: 'Columns' });
    await fireEvent.click(within(panel).getByRole('checkbox', { name: 'Serial number' }));
    await fireEvent.click(within(panel).getByRole('checkbox', { name: 'Ownership' }));
    await fireEvent.click(within(panel).getByRole('button', { name: 'Move Compliance up' }));
    await fireEvent.click(within(panel).getByRole('button', { name: 'Apply' }));
    await screen.findByRole('columnheader', { name: /Serial number/, hidden: true });
    const kept = transport.asked('preferences:write').at(-1)?.columns['intune'];
    expect(kept?.slice(0, 3)).toEqual(['name', 'compliance', 'managedBy']);
    expect(kept?.at(-1)).toBe('serialNumber');
    expect(kept).not.toContain('ownership');
  });

  it('exports what is shown, with its progress', async () => {
    let finish: (answer: { fileName: string; rows: number }) => void = () => undefined;
    const transport = await show('platform=windows', {
      'devices:export': () => new Promise((resolve) => (finish = resolve)),
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Export' }));
    transport.emit('export-progress', { done: 2, total: 5 });
    const progress = await screen.findByRole('progressbar', { name: 'Exporting the list' });
    await waitFor(() => expect(progress.getAttribute('aria-valuetext')).toBe('2 of 5 devices'));
    finish({ fileName: 'devices.csv', rows: 5 });
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    const [asked] = transport.asked('devices:export');
    expect(asked?.filters).toEqual([{ field: 'platform', value: 'windows' }]);
    expect(asked?.columns.slice(0, 2)).toEqual(['name', 'managedBy']);
  });

  it('says what went wrong and reads again when asked', async () => {
    const transport = new FakeTransport({
      ...answers,
      'devices.list': { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' },
    });
    connect(transport);
    await navigate(addressOf('cloudDevices'));
    render(ListBlade, { list: 'intune', title: 'Devices', icon: 'cloud', line: 'Contoso' });
    await screen.findByText('The reader stopped.');
    transport.answer(answers);
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('link', { name: 'CON-LT-00010' });
  });
});
