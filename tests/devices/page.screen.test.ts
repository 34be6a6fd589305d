import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Records from '../../renderer/devices/page/records/Records.svelte';
import DevicePage from '../../renderer/devices/page/DevicePage.svelte';
import { addressOf } from '../../shared/screens.ts';
import type { DeviceView } from '../../shared/devices/views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { deviceView } from '../support/device-view.ts';
import { actionView, labView, now } from '../support/views.ts';
import { tabOf } from '../../renderer/devices/page/text.ts';

const { zone } = labView();

function show(view: DeviceView, answers: Answers = {}) {
  const transport = new FakeTransport(answers);
  connect(transport);
  const onread = vi.fn();
  render(DevicePage, { view, zone, onread });
  return { transport, onread };
}
const line = (label: string) => screen.getByText(label).closest('div')!;

describe('the device page', () => {
  it('states the pending truth of a waiting action in three lines', () => {
    show(deviceView());
    expect(line('Console shows').textContent).toContain('Pending');
    expect(line('Documented bound').textContent).toContain('between 2026-09-16 09:30 and 2026-09-16 15:30');
    expect(line('Documented bound').textContent).toContain('the last check-in was 2 h ago');
    expect(line('Lab knows').textContent).toContain('The device is offline');
    expect(line('Lab knows').textContent).toContain('2026-09-17 08:30 · in 23 h');
  });

  it('says that a bound is unknown, that it has passed, or that Intune gives up', () => {
    const passed = { from: now - 7200, to: now - 60, basis: 'one maintenance sync' };
    const { deadline } = actionView();
    show(
      deviceView({
        actions: [actionView({ bound: null, expectedBy: deadline }), actionView({ id: 32, bound: passed })],
      }),
    );
    const [unknown, late] = screen.getAllByText('Documented bound').map((term) => term.closest('div')!);
    expect(unknown?.textContent).toContain('Unknown');
    expect(late?.textContent).toContain('Bound has passed');
    expect(screen.getAllByText('Lab knows')[0]!.closest('div')!.textContent).toContain('Intune gives up');
  });

  it('offers a cancel for a waiting order and says that only the lab has it', async () => {
    const { transport, onread } = show(deviceView(), { 'actions.cancel': actionView({ state: 'canceled' }) });
    expect(screen.getByText('The product documents no cancel for a waiting action.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel order' }));
    await waitFor(() => expect(onread).toHaveBeenCalled());
    expect(transport.asked('actions.cancel')).toEqual([{ actionId: 31 }]);
  });

  it('leads to the same device in every place that has something of it', () => {
    show(deviceView());
    const links = within(screen.getByRole('navigation', { name: 'CON-LT-00012 in other places' })).getAllByRole('link');
    expect(links.map((link) => [link.textContent.trim(), link.getAttribute('href')])).toEqual([
      ['Intune', addressOf('cloudDevice', { deviceId: 12 })],
      ['ConfigMgr', addressOf('siteDevice', { deviceId: 12 })],
      ['Entra', addressOf('directoryDevice', { deviceId: 12 })],
      ['Active Directory', addressOf('domainController', {}, 'search=CON-LT-00012')],
      ['At the device', addressOf('atDevice', { deviceId: 12 })],
    ]);
  });

  it('leads nowhere that has no record of it', () => {
    const { records, truth } = deviceView();
    show(deviceView({ records: { ...records, configmgr: null, ad: null }, truth: { ...truth, platform: 'ios' } }));
    const links = within(screen.getByRole('navigation', { name: /in other places$/ })).getAllByRole('link');
    expect(links.map((link) => link.textContent.trim())).toEqual(['Intune', 'Entra']);
  });

  it('orders a sync once Yes was said, and shows nothing that the lab has not said', async () => {
    const { transport, onread } = show(deviceView({ actions: [] }), {
      'actions.preview': { refusals: [], confirm: null, meant: [] },
      'actions.order': [actionView({ kind: 'sync' })],
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Sync' }));
    const dialog = await screen.findByRole('alertdialog', { name: /^Sync / });
    const yes = within(dialog).getByRole('button', { name: 'Yes' });
    await waitFor(() => expect(yes.ariaDisabled).not.toBe('true'));
    expect(transport.asked('actions.order')).toHaveLength(0);
    await fireEvent.click(yes);
    await waitFor(() => expect(onread).toHaveBeenCalled());
    expect(transport.asked('actions.order')).toEqual([{ kind: 'sync', deviceIds: [12], options: {}, confirm: null }]);
    expect(screen.queryByText('Console shows')).toBeNull();
  });

  it('wipes only after its consequences were shown and the exact name was typed', async () => {
    const { transport } = show(deviceView({ actions: [] }), {
      'actions.preview': { refusals: [], confirm: 'CON-LT-00012', meant: [] },
      'actions.order': [actionView({ kind: 'wipe' })],
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Wipe (factory reset)' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('Everything on the device goes');
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: /keep enrollment state/ }));
    await waitFor(() => expect(dialog.textContent).toContain('User data and enrollment stay'));
    const field = await within(dialog).findByRole('textbox');
    await fireEvent.input(field, { target: { value: 'CON-LT-OOO12' } });
    await fireEvent.submit(field.closest('form')!);
    expect(transport.asked('actions.order')).toHaveLength(0);
    await fireEvent.input(field, { target: { value: 'CON-LT-00012' } });
    await fireEvent.submit(field.closest('form')!);
    await waitFor(() => expect(transport.asked('actions.order')).toHaveLength(1));
    expect(transport.asked('actions.order')[0]).toEqual({
      kind: 'wipe',
      deviceIds: [12],
      options: { keepEnrollmentData: true, useProtectedWipe: false },
      confirm: 'CON-LT-00012',
    });
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('keeps the dialog open with the reason when the order is refused', async () => {
    show(deviceView({ actions: [] }), {
      'actions.preview': { refusals: [], confirm: null, meant: [] },
      'actions.order': { ok: false, code: 'alreadyWaiting', message: 'A restart waits already.', next: 'Wait for it.' },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Yes' }).ariaDisabled).not.toBe('true'));
    await fireEvent.submit(dialog.querySelector('form')!);
    await waitFor(() => expect(dialog.textContent).toContain('A restart waits already.'));
  });

  it('shows a command that would be refused, with its reason', async () => {
    const refusal = { code: 'noIntuneRecord', message: 'CON-LT-00012 is not enrolled in Intune.' };
    const { transport } = show(deviceView({ commands: [{ kind: 'restart', refusal }] }));
    const restart = screen.getByRole('button', { name: 'Restart' });
    expect(restart.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(restart.getAttribute('aria-describedby')!)?.textContent).toContain(refusal.message);
    await fireEvent.click(restart);
    expect(transport.calls).toHaveLength(0);
  });

  it('puts truth and record side by side where they differ', () => {
    show(deviceView());
    const differences = screen.getByRole('region', { name: 'Where records differ from the device' });
    expect(differences.textContent).toMatch(/Intune says\s+10\.0\.22631\.4317/);
    expect(differences.textContent).toContain('10.0.26100.4652');
    expect(differences.textContent).toContain('told 2 h ago');
  });

  it('measures health in truth, and says what a service has on record', () => {
    show(deviceView());
    const disk = screen.getByRole('row', { name: /Disk 3\.8 GB free/ });
    expect(disk.textContent).toContain('Intune:');
    expect(disk.textContent).toContain('20.9 GB');
    expect(screen.getByRole('row', { name: /Battery capacity/ }).textContent).toContain('No service keeps it.');
  });

  it('lists what a service still holds of an earlier life of the device', () => {
    const stale = {
      service: 'entra' as const,
      asOf: now - 86_400,
      recordId: 9,
      fields: { name: 'OLD-NAME', enabled: true },
    };
    render(Records, { view: deviceView({ staleRecords: [stale] }), zone });
    const list = screen.getByRole('region', { name: 'Stale records' });
    expect(list.textContent).toContain('OLD-NAME');
    expect(list.textContent).toContain('told 1 d ago');
  });

  it('tells the story of a hand-cast device', () => {
    show(deviceView({ story: 'Ana took this laptop home.' }));
    expect(screen.getByRole('region', { name: 'About this device' }).textContent).toContain(
      'Ana took this laptop home.',
    );
  });
});

describe('the tab of an address', () => {
  it('is found by its name', () => {
    expect(tabOf('records')).toBe('records');
  });

  it('is the first where the address names none, or one that is not', () => {
    expect([tabOf(null), tabOf('nonsense')]).toEqual(['overview', 'overview']);
  });
});
