import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import BulkActions from '../../renderer/actions/BulkActions.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { route, startRouter } from '../../renderer/router.ts';
import { addressOf } from '../../shared/screens.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { actionView, deviceRow, labView, now } from '../support/views.ts';

const rows = [1, 2].map((id) => deviceRow({ id, recordId: 100 + id, name: `LAP-${id}` }));
const answers: Answers = {
  'devices.list': { total: 2, rows, now, revision: 1 },
  'actions.preview': { refusals: [], confirm: '2', meant: [] },
  'actions.order': [actionView({ id: 1 }), actionView({ id: 2 })],
};
const step = () => screen.getByRole('heading', { level: 2 }).textContent;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name: new RegExp(label) }), { target: { value } });

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

describe('a bulk device action', () => {
  function show(more: Answers = {}): FakeTransport {
    const transport = new FakeTransport({ ...answers, ...more });
    connect(transport);
    render(BulkActions);
    return transport;
  }
  const toReview = async () => {
    await choose('OS', 'windows');
    await choose('Device action', 'retire');
    await press('Next');
    await waitFor(() => expect(step()).toBe('Devices'));
    for (const { name } of rows) await fireEvent.click(await screen.findByRole('button', { name: `Select ${name}` }));
    await press('Next');
    await waitFor(() => expect(step()).toBe('Review + create'));
  };

  it('goes over its pages in the documented order, and is ordered once the number was repeated', async () => {
    const transport = show();
    expect(within(screen.getByRole('list', { name: /^Pages of/ })).getAllByRole('listitem')).toHaveLength(3);
    expect(step()).toBe('Basics');
    expect(screen.getByText('Select an OS first.')).toBeTruthy();
    await toReview();
    expect(transport.asked('actions.preview').at(-1)).toMatchObject({
      kind: 'retire',
      deviceIds: [1, 2],
      recordIds: [101, 102],
    });
    const create = await screen.findByRole('button', { name: 'Create' });
    await waitFor(() => expect(create.getAttribute('aria-disabled')).toBe('true'));
    await fireEvent.input(screen.getByRole('textbox', { name: 'Confirmation' }), { target: { value: '2' } });
    await press('Create');
    await waitFor(() => expect(transport.asked('actions.order')).toHaveLength(1));
    expect(transport.asked('actions.order')[0]).toMatchObject({ kind: 'retire', deviceIds: [1, 2], confirm: '2' });
    await waitFor(() => expect(route.path).toBe(addressOf('deviceActions')));
  });

  it('offers for a system only what it knows, and forgets devices of another', async () => {
    show();
    await choose('OS', 'ios');
    const names = within(screen.getByRole('combobox', { name: /Device action/ }))
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(names).toContain('Retire');
    expect(names).toContain('Wipe');
    await choose('OS', 'linux');
    expect(
      within(screen.getByRole('combobox', { name: /Device action/ }))
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).not.toContain('Wipe');
  });

  it('names devices that would refuse it, and leaves them out', async () => {
    const refusal = { deviceId: 2, device: 'LAP-2', code: 'alreadyPending', message: 'One waits already.' };
    const transport = show({
      'actions.preview': ({ deviceIds }) => ({
        refusals: deviceIds.length === 2 ? [refusal] : [],
        confirm: deviceIds.length === 2 ? '2' : 'LAP-1',
        meant: [],
      }),
    });
    await toReview();
    expect(await screen.findByText('One waits already.')).toBeTruthy();
    await press('Leave out 1 device');
    await waitFor(() => expect(transport.asked('actions.preview').at(-1)!.deviceIds).toEqual([1]));
    expect(await screen.findByRole('textbox', { name: 'Confirmation' })).toBeTruthy();
  });
});
