import '../support/new-entries/faults.ts';
import { newOffers } from '../support/new-entries/offers.ts';
import { newScreen } from '../support/new-entries/screen.ts';
import '../support/new-actions/entries.ts';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import { activityKinds } from '../../renderer/activities/text.ts';
import App from '../../renderer/App.svelte';
import Faults from '../../renderer/faults/Faults.svelte';
import { paletteProviders } from '../../renderer/frame/palette-providers.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import SiteRoles from '../../renderer/site/roles/SiteRoles.svelte';
import { faults } from '../../shared/faults/catalogue.ts';
import { sightingText } from '../../shared/faults/fault.ts';
import type { PaletteGroup } from '../../renderer/ui/layout/palette.ts';
import { addressOf, navigationOf, placeOf, screenAt } from '../../shared/screens.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { componentViews, settingViews } from '../support/site-screens-views.ts';
import { labView } from '../support/views.ts';

/** Entries that no product has, and where the window shows them; what the lab makes of them is in tests/adding/adding.test.ts. */
const answers: Answers = {
  'lab:state': labView(),
  'site.components': componentViews(),
  'settings.list': settingViews(),
  'faults.list': faults.map((fault) => ({ ...fault, planted: [], detectableAt: fault.detectableAt.map(sightingText) })),
};

beforeEach(() => {
  connect(new FakeTransport({ ...answers, [newOffers.mice]: { mice: [{ name: 'Squeak', at: 1 }] } }));
  showLab(labView());
});

describe('a setting', () => {
  it('is a field of the page that shows its section', async () => {
    startRouter({}, NotFound);
    await navigate(addressOf('siteRoles', { properties: 'roles' }));
    render(SiteRoles);
    const section = await screen.findByRole('region', { name: 'Roles and communication' });
    expect(await within(section).findByText('Cat trap')).toBeTruthy();
  });
});

describe('a fault', () => {
  it('is on the page of faults', async () => {
    render(Faults);
    await fireEvent.click(await screen.findByRole('button', { name: 'Show the faults' }));
    expect(await screen.findAllByText(/A cat sits in the trap/)).not.toEqual([]);
  });
});

describe('an activity', () => {
  it('has an entry in the filter of the activity log', () => {
    expect(activityKinds).toEqual(expect.arrayContaining(['blink_ordered', 'blink_completed', 'mice_ordered']));
  });
});

describe('a screen', () => {
  it('is in the navigation, the palette and at its address, by its id', async () => {
    expect([addressOf(newScreen), screenAt('/entra/mice'), placeOf(newScreen)]).toEqual([
      '/entra/mice',
      newScreen,
      'Entra › Entra ID › Mice',
    ]);
    expect(navigationOf('entra')).toContain(newScreen);
    const { signal } = new AbortController();
    const groups: PaletteGroup[] = [];
    for (const find of paletteProviders) groups.push(...(await find('mice', signal)));
    expect(groups.flatMap(({ entries }) => entries).map(({ id }) => id)).toContain(newScreen);
  });

  it('is drawn by the router with its title, its way and its view', async () => {
    startRouter({ ...screenComponents, [newScreen]: () => import('./Mice.svelte') }, NotFound);
    await navigate(addressOf(newScreen));
    render(App);
    expect(route.path).toBe('/entra/mice');
    expect(await screen.findByText('Squeak')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1, name: 'Mice' })).toBeTruthy();
    const navigation = screen
      .getAllByRole('navigation')
      .map((part) => part.textContent)
      .join(' ');
    expect(navigation).toContain('Mice');
    expect(navigation).toContain('Mobility (MDM and MAM)');
  });
});
