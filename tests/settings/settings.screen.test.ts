import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Settings from '../../renderer/settings/Settings.svelte';
import { palette } from '../../renderer/parts/palette.svelte.ts';
import { preferences } from '../../renderer/settings/preferences.svelte.ts';
import { FakeTransport } from '../support/fake-transport.ts';

const info = {
  version: '0.1.0',
  electron: '45.4.1',
  node: '24.21.0',
  sqlite: '3.54.0',
  platform: 'linux-x64',
  labsFolder: '/home/trainee/labs',
};
function show() {
  const transport = new FakeTransport({ 'app:info': info, 'preferences:write': (written) => written });
  connect(transport);
  render(Settings);
  return transport;
}
beforeEach(() => {
  preferences.show({ theme: 'light', motion: 'system', textPercent: 100 });
});

describe('Settings', () => {
  it('writes theme, motion and text size as soon as they are chosen', async () => {
    const transport = show();
    await fireEvent.click(screen.getByRole('radio', { name: 'High contrast' }));
    await fireEvent.click(screen.getByRole('radio', { name: /^Reduced/ }));
    await fireEvent.click(screen.getByRole('radio', { name: '150 %' }));
    await vi.waitFor(() => expect(transport.asked('preferences:write')).toHaveLength(3));
    expect(transport.asked('preferences:write')[2]).toMatchObject({ theme: 'hc', motion: 'reduced', textPercent: 150 });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'High contrast' }).checked).toBe(true);
  });

  it('leads to the sheet of shortcuts', async () => {
    show();
    await fireEvent.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
    expect(palette.areShortcutsOpen).toBe(true);
  });

  it('tells the versions it is made of', async () => {
    show();
    expect(await screen.findByText('45.4.1')).toBeTruthy();
    expect(screen.getByText('/home/trainee/labs')).toBeTruthy();
  });
});
