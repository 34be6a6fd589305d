import { newKinds } from '../support/new-actions/entries.ts';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import ActionFilters from '../../renderer/actions/ActionFilters.svelte';
import DevicePage from '../../renderer/devices/page/DevicePage.svelte';
import { listCommands } from '../../renderer/devices/list/list-commands.ts';
import { emptyActionsView, parseActionsView } from '../../renderer/actions/actions-query.ts';
import { findCards } from '../../renderer/help/help.ts';
import { actionKinds } from '../../shared/actions/words.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { actionView, labView } from '../support/views.ts';

const { blink, countMice } = newKinds;

function showDevice(answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport(answers);
  connect(transport);
  const commands = actionKinds.map((kind) => ({ kind, refusal: null }));
  render(DevicePage, { view: deviceView({ actions: [], commands }), zone: labView().zone, onread: vi.fn() });
  return transport;
}

describe('an entry of the catalogue', () => {
  it('makes a button of the device page, in its place', () => {
    showDevice();
    const bar = screen.getByRole('toolbar', { name: 'Device actions' });
    const names = within(bar)
      .getAllByRole('button')
      .map((button) => button.textContent.trim());
    expect(names).toEqual([
      'Restart',
      'Remote control',
      'Blink (find it)',
      'Wipe (factory reset)',
      'Remove data',
      'Sync',
      'Client actions',
    ]);
  });

  it('makes the dialog with its words, its options and what they do', async () => {
    const transport = showDevice({
      'actions.preview': { refusals: [], confirm: 'CON-LT-00012', meant: [] },
      'actions.order': [actionView({ kind: blink })],
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Blink (find it)' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Blink at CON-LT-00012?' });
    expect(dialog.textContent).toContain('Lets the screen of the device blink');
    expect(dialog.textContent).toContain('Somebody may be startled.');
    expect(dialog.textContent).toContain('It blinks silently');
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: /With a sound/ }));
    await waitFor(() => expect(dialog.textContent).toContain('It blinks and beeps'));
    const field = await within(dialog).findByRole('textbox');
    await fireEvent.input(field, { target: { value: 'CON-LT-00012' } });
    await fireEvent.submit(field.closest('form')!);
    await waitFor(() =>
      expect(transport.asked('actions.order')).toEqual([
        { kind: blink, deviceIds: [12], options: { loud: true }, confirm: 'CON-LT-00012' },
      ]),
    );
  });

  it('makes an entry of its menu, which orders at once what asks for nothing', async () => {
    const transport = showDevice({ 'actions.order': [actionView({ kind: countMice })] });
    await fireEvent.click(screen.getByRole('button', { name: 'Client actions' }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Count mice' }));
    await waitFor(() => expect(transport.asked('actions.order')).toHaveLength(1));
  });

  it('makes a command of lists for what several devices can take', () => {
    const onorder = vi.fn();
    const nothing = () => undefined;
    const commands = listCommands({
      list: 'intune',
      hasActions: true,
      selected: 2,
      isExporting: false,
      onrefresh: nothing,
      onexport: nothing,
      oncolumns: nothing,
      onorder,
    });
    const found = commands.find(({ id }) => id === blink);
    expect(found).toMatchObject({ label: 'Blink', icon: 'beaker', isDanger: true, disabledReason: null });
    expect(commands.find(({ id }) => id === countMice)).toBeUndefined();
    if (found && 'onaction' in found) found.onaction();
    expect(onorder).toHaveBeenCalledWith(blink);
  });

  it('makes a filter of Actions, and a card that the search finds', async () => {
    render(ActionFilters, { view: emptyActionsView, summary: '', onview: vi.fn() });
    await fireEvent.click(screen.getByRole('button', { name: /^Action/ }));
    expect(await screen.findByText('Count mice')).toBeTruthy();
    expect(parseActionsView(new URLSearchParams(`kind=${blink}`)).kinds).toEqual([blink]);
    expect(findCards('blink').map(({ id }) => id)).toContain(blink);
  });
});
