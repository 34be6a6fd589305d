import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, startRouter } from '../../renderer/router.ts';
import ClientOperations from '../../renderer/site/ClientOperations.svelte';
import { addressOf } from '../../shared/screens.ts';
import type { ClientOperation } from '../../shared/desktop/views.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const operation = (set: Partial<ClientOperation>): ClientOperation => ({
  id: 1,
  trigger: 'restartClient',
  label: 'Restart',
  target: 'CON-LT-00012',
  deviceId: 12,
  collectionId: null,
  state: 'running',
  startedAt: now - 600,
  total: 1,
  waiting: 1,
  ...set,
});
const operations = [
  operation({}),
  operation({
    id: 2,
    trigger: 'downloadUserPolicy',
    label: 'Download User Policy',
    target: 'Pilot',
    deviceId: null,
    collectionId: 7,
    total: 640,
    waiting: 12,
  }),
  operation({ id: 3, label: 'Collect Discovery Data', state: 'completed', waiting: 0 }),
];

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

async function show() {
  const transport = new FakeTransport({
    'desktop.operations': operations,
    'desktop.cancelOperation': null,
    'desktop.deleteOperation': null,
  });
  connect(transport);
  await navigate(addressOf('clientOperations'));
  render(ClientOperations);
  await screen.findByRole('link', { name: 'Pilot' });
  return transport;
}
const button = (name: string) => screen.getByRole('button', { name });

it('lists what was sent with whom it has reached, and cancels the marked one', async () => {
  const transport = await show();
  expect(screen.getByRole('link', { name: 'Pilot' }).getAttribute('href')).toBe(
    addressOf('collection', { collectionId: 7 }),
  );
  expect(screen.getAllByRole('link', { name: 'CON-LT-00012' })[0]!.getAttribute('href')).toBe(
    addressOf('siteDevice', { deviceId: 12 }),
  );
  expect(screen.getAllByRole('gridcell', { name: 'Running' })).toHaveLength(2);
  await fireEvent.click(screen.getByRole('gridcell', { name: 'Download User Policy' }));
  await waitFor(() => expect(button('Cancel').getAttribute('aria-disabled')).not.toBe('true'));
  await fireEvent.click(button('Cancel'));
  await waitFor(() => expect(transport.asked('desktop.cancelOperation')).toEqual([{ operationId: 2 }]));
});

it('deletes one that is over, which nothing can cancel any more', async () => {
  const transport = await show();
  await fireEvent.click(screen.getByRole('gridcell', { name: 'Collect Discovery Data' }));
  await waitFor(() => expect(button('Delete').getAttribute('aria-disabled')).not.toBe('true'));
  expect(button('Cancel').getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(button('Delete'));
  await waitFor(() => expect(transport.asked('desktop.deleteOperation')).toEqual([{ operationId: 3 }]));
});
