import { fireEvent, render, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import Palette from '../../renderer/frame/Palette.svelte';
import { isAppKey, placeOfKey } from '../../renderer/parts/app-keys.ts';
import { palette } from '../../renderer/parts/palette.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { addressOf, consoleIds, screenAt, screens } from '../../shared/screens.ts';
import { FakeTransport } from '../support/fake-transport.ts';

const pressed = (set: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  ctrlKey: true,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...set,
});

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  connect(new FakeTransport({ 'logs.places': [] }));
});

describe('keys of the program', () => {
  it('are Ctrl and the number of a place, by what is typed or by where it lies', () => {
    for (const [index, id] of consoleIds.entries()) {
      expect(placeOfKey(pressed({ key: String(index + 1), code: `Numpad${index + 1}` }))).toBe(id);
      expect(placeOfKey(pressed({ key: '"', code: `Digit${index + 1}` }))).toBe(id);
    }
    expect(placeOfKey(pressed({ key: '7', code: 'Digit7' }))).toBeUndefined();
  });

  it('are not those that type something, nor Ctrl with a letter of the terminal', () => {
    expect(isAppKey(pressed({ key: '3', code: 'Digit3', ctrlKey: false }))).toBe(false);
    // AltGr, as many keyboards type signs.
    expect(isAppKey(pressed({ key: '#', code: 'Digit3', altKey: true }))).toBe(false);
    expect(isAppKey(pressed({ key: 'c', code: 'KeyC' }))).toBe(false);
    expect(isAppKey(pressed({ key: 'k', code: 'KeyK' }))).toBe(true);
  });

  it('lead to the place on a keyboard that types digits with Shift', async () => {
    await navigate(addressOf('home'));
    render(Palette);
    await fireEvent.keyDown(window, pressed({ key: '"', code: 'Digit3' }));
    await waitFor(() => expect(screens[screenAt(route.path)!].console).toBe(placeOfKey(pressed({ key: '3' }))));
    expect(palette.isOpen).toBe(false);
  });
});
