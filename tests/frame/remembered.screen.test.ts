import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, consoleIds, navigationOf, screens } from '../../shared/screens.ts';

/** The places as a program that has just begun finds them. */
const begin = async () => {
  vi.resetModules();
  return import('../../renderer/frame/places/remembered.ts');
};
beforeEach(() => localStorage.clear());
const [one, other] = ['/labs/one.tandem|contoso|1', '/labs/other.tandem|contoso|2'];
const begins = (id: (typeof consoleIds)[number]) => addressOf(navigationOf(id)[0]!);

describe('where one was in each place', () => {
  it('is where one begins, at first', async () => {
    const { lastAddressIn } = await begin();
    for (const id of consoleIds) expect(lastAddressIn(id, one)).toBe(begins(id));
  });

  it('is kept in the same lab, for the next time too', async () => {
    const device = addressOf('cloudDevice', { deviceId: 12 });
    const first = await begin();
    first.remember(device, one);
    first.remember(addressOf('siteDevices', {}, 'search=LAP'), one);
    expect(first.lastAddressIn(screens.cloudDevice.console, one)).toBe(device);
    const next = await begin();
    // The page is there before the lab is.
    next.remember(device, '');
    expect(next.lastAddressIn(screens.cloudDevice.console, one)).toBe(device);
    expect(next.lastAddressIn(screens.siteDevices.console, one)).toBe(addressOf('siteDevices', {}, 'search=LAP'));
  });

  it('means nothing in another lab as far as it names something of the former one', async () => {
    const { lastAddressIn, remember } = await begin();
    remember(addressOf('cloudDevice', { deviceId: 2041 }), one);
    remember(addressOf('logs', {}, 'where=2041&log=CcmExec.log'), one);
    remember(addressOf('siteDevices'), one);
    // No lab is open while another is chosen.
    expect(lastAddressIn('intune', '')).toBe(addressOf('cloudDevice', { deviceId: 2041 }));
    expect(lastAddressIn('intune', other)).toBe(begins('intune'));
    expect(lastAddressIn('lab', other)).toBe(addressOf('logs'));
    expect(lastAddressIn('configmgr', other)).toBe(addressOf('siteDevices'));
    const next = await begin();
    expect(next.lastAddressIn('intune', other)).toBe(begins('intune'));
  });

  it.each([
    JSON.stringify({ intune: addressOf('cloudDevice', { deviceId: 12 }) }),
    '{"lab":"x","addresses":{"intune":"/no/such/page","lab":7}}',
    'no JSON',
  ])('is where one begins when it cannot be read: %s', async (stored) => {
    localStorage.setItem('tandem.places', stored);
    const { lastAddressIn } = await begin();
    for (const id of consoleIds) expect(lastAddressIn(id, 'x')).toBe(begins(id));
  });
});
