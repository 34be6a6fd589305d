import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import MobilityIntune from '../../renderer/identity/entra/MobilityIntune.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { mobilityUrls } from '../../shared/identity/words.ts';
import { addressOf } from '../../shared/screens.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView } from '../support/views.ts';

async function show(values: Record<string, string>): Promise<FakeTransport> {
  const transport = new FakeTransport({
    'settings.list': settingViews(values),
    'identity.read': directoryView(),
    'settings.configure': settingViews()[0]!,
  });
  connect(transport);
  await navigate(addressOf('mobilityIntune'));
  render(MobilityIntune);
  await screen.findByRole('group', { name: 'MDM user scope' });
  return transport;
}
const press = async (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('Mobility (MDM and MAM) › Microsoft Intune', () => {
  it('changes nothing before Save, and then what was changed', async () => {
    const transport = await show({ mdmUserScope: 'all' });
    await fireEvent.click(screen.getAllByRole('radio', { name: 'Some' })[0]!);
    await screen.findByRole('combobox', { name: 'Groups' });
    expect(transport.asked('settings.configure')).toEqual([]);
    await press('Save');
    await waitFor(() =>
      expect(transport.asked('settings.configure')).toEqual([{ setting: 'mdmUserScope', value: 'some', target: null }]),
    );
  });

  it('forgets with Discard what was not saved', async () => {
    const transport = await show({ mdmUserScope: 'none' });
    const all = screen.getAllByRole<HTMLInputElement>('radio', { name: 'All' })[0]!;
    await fireEvent.click(all);
    await press('Discard');
    await waitFor(() => expect(all.checked).toBe(false));
    expect(transport.asked('settings.configure')).toEqual([]);
  });

  it('shows another discovery URL where it was changed, and restores the default', async () => {
    const transport = await show({ mdmUrls: 'changed' });
    expect(screen.queryByText(mobilityUrls.discovery)).toBeNull();
    await press('Restore default MDM URLs');
    expect(await screen.findByText(mobilityUrls.discovery)).toBeTruthy();
    await press('Save');
    await waitFor(() =>
      expect(transport.asked('settings.configure')).toEqual([{ setting: 'mdmUrls', value: 'default', target: null }]),
    );
  });
});
