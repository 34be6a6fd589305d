import * as z from 'zod/mini';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, startRouter } from '../../renderer/router.ts';
import AddDevices from '../../renderer/autopilot/AddDevices.svelte';
import { generateDevices } from '../../renderer/autopilot/add-devices.svelte.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { inputs } from '../../shared/offers.ts';
import { addressOf } from '../../shared/screens.ts';
import { comanagementView, connectorView } from '../support/cloud-attach-views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { deviceRow, labView, now } from '../support/views.ts';

const device = (serialNumber: string) => ({ serialNumber, model: 'default', groupTag: 'Berlin', assignedUser: null });
const file = {
  fileName: 'autopilot.csv',
  devices: [device('A-1'), device('A-2')],
  lines: [2, 3],
  refused: [{ line: 4, why: 'The hardware hash is missing.' }],
};
let added = 1500;
const answers: Answers = {
  'devices.values': [
    { value: 'Latitude 7440', count: 7 },
    { value: 'Surface Pro 9', count: 12 },
  ],
  'autopilot:choose-csv': file,
  'autopilot.addDevices': ({ devices }) => ({ added: devices.map(() => (added += 1)), refused: [] }),
  'devices.list': ({ filters }) => {
    const rows = filters.map(({ value }) => deviceRow({ id: Number(value), name: `NEW-${value}` }));
    return { total: rows.length, rows, now, revision: 1 };
  },
  'attach.read': connectorView(),
  'comanagement.read': comanagementView({ lab: [{ reason: 'outOfBox', count: 2, nextAt: now + 3600 }] }),
};

async function show(more: Answers = {}): Promise<FakeTransport> {
  const transport = new FakeTransport({ ...answers, ...more });
  connect(transport);
  await navigate(addressOf('addDevices'));
  render(AddDevices);
  await waitFor(() => expect(transport.asked('devices.values')).toHaveLength(1));
  return transport;
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  added = 1500;
  startRouter({}, NotFound);
  showLab(labView({ inputs: 41 }));
});

describe('adding devices', () => {
  it('shows what a file has, line by line, before anything is added', async () => {
    const transport = await show();
    expect(screen.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');
    await press('Choose a file…');
    await screen.findByText('autopilot.csv');
    await press('Next');
    const refused = await screen.findByRole('region', { name: 'Refused lines' });
    expect(within(refused).getByRole('row', { name: /^4/ }).textContent).toContain('The hardware hash is missing.');
    expect(within(screen.getByRole('region', { name: 'Accepted devices' })).getAllByRole('row')).toHaveLength(3);
    expect(transport.asked('autopilot.addDevices')).toEqual([]);
  });

  it('adds them, and says where to see them and how far they are', async () => {
    const transport = await show();
    await press('Choose a file…');
    await screen.findByText('autopilot.csv');
    await press('Next');
    await press('Add 2 devices');
    await screen.findByText('2 devices added.');
    expect(transport.asked('autopilot.addDevices')).toEqual([{ devices: file.devices }]);
    expect((await screen.findByRole('link', { name: 'NEW-1501' })).getAttribute('href')).toBe(
      addressOf('device', { deviceId: 1501 }),
    );
    const progress = screen.getByRole('region', { name: 'Progress, from the lab' });
    await waitFor(() => expect(progress.textContent).toMatch(/out-of-box experience\.\s*2/));
  });

  it('names what the lab refused', async () => {
    await show({
      'autopilot.addDevices': {
        added: [1501],
        refused: [{ serialNumber: 'A-2', why: 'This serial number is registered.' }],
      },
    });
    await press('Choose a file…');
    await screen.findByText('autopilot.csv');
    await press('Next');
    await press('Add 2 devices');
    await screen.findByText('1 device added.');
    const refused = screen.getByRole('region', { name: 'Refused devices' });
    expect(refused.textContent).toContain('A-2');
    expect(refused.textContent).toContain('This serial number is registered.');
  });

  it('adds so many of one model', async () => {
    const transport = await show();
    await fireEvent.click(screen.getByRole('radio', { name: 'Computers of one model' }));
    const model = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Model' });
    await waitFor(() => expect(model.value).toBe('Surface Pro 9'));
    const count = screen.getByRole('textbox', { name: 'Devices' });
    await fireEvent.input(count, { target: { value: '501' } });
    expect(screen.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');
    await fireEvent.input(count, { target: { value: '3' } });
    await press('Next');
    await press('Add 3 devices');
    await screen.findByText('3 devices added.');
    expect(transport.asked('autopilot.addDevices')[0]?.devices.map(({ model: name }) => name)).toEqual([
      'Surface Pro 9',
      'Surface Pro 9',
      'Surface Pro 9',
    ]);
  });

  it('keeps a refusal in sight, and tries again with what is left', async () => {
    const transport = await show({
      'autopilot.addDevices': { ok: false, code: 'jumpRunning', message: 'A jump is running.', next: 'Wait for it.' },
    });
    await press('Choose a file…');
    await screen.findByText('autopilot.csv');
    await press('Next');
    await press('Add 2 devices');
    await screen.findByText(/A jump is running\./);
    transport.answer(answers);
    await press('Try again');
    await screen.findByText('2 devices added.');
  });

  it('makes up serial numbers that no earlier input can have drawn', () => {
    const first = generateDevices(500, 'Latitude 7440', '', 41);
    expect(z.safeParse(inputs.get('autopilot.addDevices')!.schema, { devices: first }).success).toBe(true);
    const all = [...first, ...generateDevices(500, 'Latitude 7440', '', 42)].map(({ serialNumber }) => serialNumber);
    expect(new Set(all).size).toBe(1000);
  });
});
