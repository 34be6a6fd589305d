import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import MeantDevices from '../../renderer/actions/MeantDevices.svelte';
import RemovableRecords from '../../renderer/devices/page/records/RemovableRecords.svelte';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { deviceView } from '../support/device-view.ts';
import { now } from '../support/views.ts';

function show(answers: Answers = {}) {
  const transport = new FakeTransport(answers);
  connect(transport);
  const stale = { service: 'entra' as const, asOf: now, recordId: 9, fields: { name: 'OLD-NAME', enabled: true } };
  render(RemovableRecords, { view: deviceView({ staleRecords: [stale] }) });
  return transport;
}

describe('records that can be deleted', () => {
  it('are those of each console and the stale ones, each deleted after its name was repeated', async () => {
    const transport = show({ 'devices.removeRecords': 1 });
    expect(screen.queryByRole('button', { name: /in Intune/ })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: /Delete OLD-NAME in Microsoft Entra ID/ }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete OLD-NAME in Microsoft Entra ID?' });
    expect(dialog.textContent).toContain('goes on believing in its join');
    const field = within(dialog).getByRole('textbox');
    await fireEvent.input(field, { target: { value: 'OLD-NAME' } });
    await fireEvent.submit(field.closest('form')!);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(transport.asked('devices.removeRecords')).toEqual([
      { service: 'entra', recordIds: [9], confirm: 'OLD-NAME' },
    ]);
  });

  it('say why a service keeps its record', async () => {
    show({
      'devices.removeRecords': { ok: false, code: 'recordKept', message: 'Delete it from Intune first.', next: 'Do.' },
    });
    await fireEvent.click(screen.getByRole('button', { name: /Delete CON-LT-00012 in Active Directory/ }));
    const dialog = await screen.findByRole('alertdialog');
    const field = within(dialog).getByRole('textbox');
    await fireEvent.input(field, { target: { value: 'CON-LT-00012' } });
    await fireEvent.submit(field.closest('form')!);
    await waitFor(() => expect(dialog.textContent).toContain('Delete it from Intune first.'));
  });

  it('and objects of Entra ID are disabled and enabled', async () => {
    const transport = show({ 'devices.enableObjects': 1 });
    await fireEvent.click(screen.getByRole('button', { name: /Disable OLD-NAME in Microsoft Entra ID/ }));
    await waitFor(() => expect(transport.asked('devices.enableObjects')).toHaveLength(1));
    expect(transport.asked('devices.enableObjects')[0]).toEqual({ service: 'entra', recordIds: [9], isEnabled: false });
  });
});

describe('the devices that an order which destroys means', () => {
  it('are told by user, serial number, model and last check-in, with what looks alike', () => {
    render(MeantDevices, {
      devices: [
        {
          deviceId: 1,
          name: 'LAP-1',
          user: 'ana@contoso.example',
          serialNumber: 'PF1',
          model: 'Latitude 5450',
          lastCheckIn: now - 3600,
          alike: [{ deviceId: 2, name: 'LAP-I', because: 'same user and model' }],
        },
        {
          deviceId: 3,
          name: 'LAP-3',
          user: null,
          serialNumber: 'PF3',
          model: 'Latitude 5450',
          lastCheckIn: null,
          alike: [],
        },
      ],
    });
    const [first, second] = within(screen.getByRole('list', { name: 'Devices that are meant' })).getAllByRole(
      'listitem',
    );
    for (const said of [
      'LAP-1',
      'ana@contoso.example',
      'PF1',
      'Latitude 5450',
      'Looks alike: LAP-I (same user and model)',
    ])
      expect(first!.textContent).toContain(said);
    expect(first!.querySelector('time')).not.toBeNull();
    expect(second!.textContent).not.toContain('Looks alike');
  });
});
