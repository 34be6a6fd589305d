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

const operations: ClientOperation[] = [
  { deviceId: 12, device: 'CON-LT-00012', trigger: 'restartClient', label: 'Restart', startedAt: now - 600 },
  {
    deviceId: 13,
    device: 'CON-LT-00013',
    trigger: 'downloadUserPolicy',
    label: 'Download User Policy',
    startedAt: now,
  },
];

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

it('lists what has not reached its client, and cancels the marked one', async () => {
  const transport = new FakeTransport({ 'desktop.operations': operations, 'desktop.cancelOperation': null });
  connect(transport);
  await navigate(addressOf('clientOperations'));
  render(ClientOperations);
  const link = await screen.findByRole('link', { name: 'CON-LT-00012' });
  expect(link.getAttribute('href')).toBe(addressOf('siteDevice', { deviceId: 12 }));
  expect(screen.getAllByRole('gridcell', { name: 'Running' })).toHaveLength(2);
  await fireEvent.click(screen.getByRole('gridcell', { name: 'Download User Policy' }));
  const cancel = screen.getByRole('button', { name: 'Cancel' });
  await waitFor(() => expect(cancel.getAttribute('aria-disabled')).not.toBe('true'));
  await fireEvent.click(cancel);
  await waitFor(() =>
    expect(transport.asked('desktop.cancelOperation')).toEqual([{ deviceId: 13, trigger: 'downloadUserPolicy' }]),
  );
});
