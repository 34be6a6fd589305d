import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, startRouter } from '../../renderer/router.ts';
import CloudAttach from '../../renderer/comanagement/CloudAttach.svelte';
import CloudAttachStatus from '../../renderer/comanagement/monitoring/CloudAttachStatus.svelte';
import Deployments from '../../renderer/comanagement/monitoring/Deployments.svelte';
import Waits from '../../renderer/comanagement/Waits.svelte';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import Configure from '../../renderer/comanagement/wizard/Configure.svelte';
import { recordAge } from '../../renderer/comanagement/text.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { settingAddress } from '../../renderer/settings/setting-address.ts';
import { whyNot } from '../../renderer/workloads/moving.svelte.ts';
import { workloadIds, workloads } from '../../shared/workloads/words.ts';
import { findField } from '../../shared/devices/lists.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { addressOf } from '../../shared/screens.ts';
import { settingsCatalogue } from '../../shared/settings/catalogue.ts';
import {
  collectionViews,
  comanagementView,
  connectorView,
  enrollPreview,
  prerequisitesView,
  sliderViews,
  workloadPreview,
} from '../support/cloud-attach-views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const refusal: Failure = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' };
const base: Answers = {
  'attach.read': connectorView(),
  'comanagement.read': comanagementView(),
  'prerequisites.read': prerequisitesView(),
  'collections.list': collectionViews(),
  'comanagement.preview': enrollPreview(),
  'workloads.preview': ({ workload, position }) => workloadPreview({ workload, to: position, couples: [] }),
  'attach.configure': null,
  'comanagement.enable': null,
  'attach.detach': null,
  'comanagement.remove': null,
  'workloads.move': null,
};

async function show(path = addressOf('cloudAttach'), answers: Answers = {}): Promise<FakeTransport> {
  const transport = new FakeTransport({ ...base, ...answers });
  connect(transport);
  await navigate(path);
  const pages = [
    ['cloudAttachWizard', Configure],
    ['cloudAttachStatus', CloudAttachStatus],
    ['deployments', Deployments],
    ['waits', Waits],
  ] as const;
  render(pages.find(([id]) => path.startsWith(addressOf(id)))?.[1] ?? CloudAttach);
  return transport;
}
const dashboard = addressOf('cloudAttachStatus');
/** A tile once its numbers are there; before, one of the same name stands in its place. */
async function tileOf(name: string): Promise<HTMLElement> {
  await screen.findByRole('link', { name: /^Eligible devices/ });
  return screen.findByRole('region', { name });
}
const press = (name: string | RegExp, within_: ReturnType<typeof within> | typeof screen = screen) =>
  fireEvent.click(within_.getByRole('button', { name }));
const open = {
  isEnabled: false,
  since: null,
  deployments: [],
  sliders: sliderViews(),
};

// A list is drawn for the height it has; without a layout engine it would have none.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
});
beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

describe('Monitoring › Cloud Attach', () => {
  it('leads from each stage to the site’s list with exactly that filter', async () => {
    await show(dashboard);
    const tile = await tileOf('Co-management status');
    const stage = (name: RegExp) => within(tile).getByRole('link', { name }).getAttribute('href');
    await within(tile).findByRole('link', { name: /Scheduled/ });
    const all = ['eligible', 'scheduled', 'enrollmentInitiated', 'pendingUserSignIn', 'failed', 'enrolled'];
    const from = (first: string) =>
      all
        .slice(all.indexOf(first))
        .map((value) => `coManagement=${value}`)
        .join('&');
    // Each bar with all that came further, and the list behind it as well: 1,120 computers less 148 that are not eligible.
    expect(stage(/^Eligible devices 972/)).toBe(addressOf('siteDevices', {}, from('eligible')));
    expect(stage(/^Scheduled 880/)).toBe(addressOf('siteDevices', {}, from('scheduled')));
    expect(stage(/^Enrolled 585/)).toBe(addressOf('siteDevices', {}, 'coManagement=enrolled'));
    expect(stage(/^Not eligible 148/)).toBe(addressOf('siteDevices', {}, 'coManagement=notEligible'));
    // Why the numbers add up is the lab's to say, beside the console.
    expect(tile.textContent).not.toContain('1,120');
  });

  it('leads from every other number too, by fields that the site’s list has', async () => {
    await show(dashboard);
    const path = async (tile: string, name: string) =>
      within(await tileOf(tile))
        .getByRole('link', { name })
        .getAttribute('href');
    expect(await path('Client OS distribution', 'Windows 10 lower than 1709')).toBe(
      addressOf('siteDevices', {}, 'osGroup=windows10Old'),
    );
    const row = within(await tileOf('Client OS distribution')).getByRole('row', { name: /lower than 1709/ });
    expect(row.title).toBe('1 % of the devices');
    expect(await path('Workload transition', 'Windows Update policies')).toBe(
      addressOf('siteDevices', {}, 'intuneWorkloads=windowsUpdate'),
    );
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '');
    const fields = links
      .filter((href) => href.startsWith(addressOf('siteDevices')))
      .flatMap((href) => [...new URLSearchParams(href.split('?')[1]).keys()]);
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.filter((field) => !findField('configmgr', field))).toEqual([]);
  });

  it('counts enrollment errors by code and links their devices, without what would help', async () => {
    await show(dashboard);
    const tile = await tileOf('Enrollment errors');
    const row = await within(tile).findByRole('row', { name: /0x8018002B/ });
    for (const words of ['2149056555', 'MENROLL_E_MDM_NOT_CONFIGURED', '31']) expect(row.textContent).toContain(words);
    expect(tile.textContent).not.toMatch(/transient|Put the user into/i);
    for (const link of within(row).getAllByRole('link')) {
      const address = link.getAttribute('href') ?? '';
      expect(address.startsWith(`${addressOf('siteDevices', {}, 'enrollmentError=0x8018002B')}&`)).toBe(true);
      expect(address).not.toContain('coManagement=enrolled');
    }
  });

  it('leaves to the strip what only the lab knows', async () => {
    await show(dashboard);
    await tileOf('Co-management status');
    expect(document.body.textContent).not.toMatch(/timer has not fired|in 40 min|on the way/);
    await waitFor(() =>
      expect(strip.said?.text).toMatch(/^341 devices on the way; 210 of them: .*timer has not fired/),
    );
    expect(strip.said?.text).toContain(
      'Co-managed: 580 by Intune’s records, 561 by the site’s. Only Intune’s: 19 enrolled',
    );
    expect(strip.said).toMatchObject({ knows: 'expected', link: { path: addressOf('waits') } });
    expect(strip.said?.fact).toMatch(/^A bar counts the devices .* the 1,120 Windows computers with a client\.$/);
    expect(document.body.textContent).not.toContain('at least so far');
  });

  it('says how old the site’s word is, or that it has none', () => {
    const zone = labView().zone;
    expect(recordAge(now - 150, now, zone)).toBe('Site’s record · as of 9/16/2026, 9:27:30 AM, 2 min ago');
    expect(recordAge(null, now, zone)).toBe('Site’s record · never told');
  });

  it('shows a failure and reads again when asked', async () => {
    const transport = await show(dashboard, { 'comanagement.read': refusal });
    await screen.findByText('The reader stopped.');
    transport.answer(base);
    await press('Try again');
    await within(await tileOf('Co-management status')).findByText('585');
  });
});

describe('Monitoring › Deployments', () => {
  it('lists the policies with their collections, and says beside why applied is not co-managed', async () => {
    await show(addressOf('deployments'));
    const grid = await screen.findByRole('grid', { name: 'Deployments' });
    const row = await within(grid).findByRole('row', { name: /CoMgmtSettingsProd/ });
    expect(row.textContent).toContain('838');
    expect(within(row).getByRole('link', { name: 'All Systems' }).getAttribute('href')).toBe(
      addressOf('collection', { collectionId: 1 }),
    );
    await waitFor(() => expect(strip.said?.text).toContain('838 clients have the policy, 561 are enrolled'));
    await fireEvent.click(within(grid).getByRole('gridcell', { name: 'CoMgmtSettingsPilotAutoEnroll' }));
    await screen.findByRole('region', { name: 'Details of CoMgmtSettingsPilotAutoEnroll' });
    await waitFor(() => expect(strip.said?.text).toContain('is assumed from the pattern'));
  });
});

describe('Lab › What waits for what', () => {
  it('says what moves by itself, and what an error asks for', async () => {
    await show(addressOf('waits'));
    const tile = await screen.findByRole('region', { name: 'On the way' });
    const timer = await within(tile).findByRole('row', { name: /timer has not fired/ });
    expect(timer.textContent).toContain('in 40 min');
    expect(within(tile).getByRole('row', { name: /until its cause is removed/ }).textContent).toContain(
      'not by itself',
    );
    const error = screen.getByRole('row', { name: /0x8018002B/ });
    for (const words of ['Not transient', 'Put the user into']) expect(error.textContent).toContain(words);
    expect(screen.getByRole('row', { name: /0xCAA70004/ }).textContent).toContain('Transient');
  });

  it('counts arriving devices beside those that Intune has', async () => {
    await show(addressOf('waits'));
    const tile = await screen.findByRole('region', { name: 'Workloads on the way' });
    await waitFor(() => expect(tile.textContent).toMatch(/Compliance policies: 32 more on the way/));
    expect(within(tile).getByRole('link', { name: '529 arrived' }).getAttribute('href')).toBe(
      addressOf('siteDevices', {}, 'intuneWorkloads=compliancePolicies'),
    );
  });
});

describe('Administration › Cloud Services › Cloud Attach', () => {
  const details = () => screen.findByRole('region', { name: 'Details of CoMgmtSettingsProd' });

  it('lists the policy with what is set in it, and its details', async () => {
    await show();
    const row = await screen.findByRole('row', { name: /^CoMgmtSettingsProd/ });
    expect(row.getAttribute('aria-selected')).toBe('true');
    const summary = await details();
    const workload = within(await within(summary).findByRole('region', { name: 'Workloads' }))
      .getByText('Windows Update policies')
      .closest('li')!;
    expect(workload.textContent).toContain('Pilot Intune');
    await fireEvent.click(within(summary).getByRole('tab', { name: 'Staging' }));
    const pilot = await within(summary).findByRole('row', { name: /Windows Update policies/ });
    expect(within(pilot).getByRole('link').getAttribute('href')).toBe(addressOf('collection', { collectionId: 8 }));
  });

  it('has the commands of the product and none of the lab’s', async () => {
    await show();
    await details();
    const bar = screen.getByRole('toolbar', { name: 'Cloud Attach commands' });
    const names = within(bar)
      .getAllByRole('button')
      .map((button) => button.textContent.trim());
    expect(names).toEqual(['Configure Cloud Attach', 'Refresh', 'Properties']);
    expect(strip.said?.links?.map(({ path }) => path)).toEqual([
      addressOf('waits'),
      addressOf('authority'),
      addressOf('prerequisites'),
    ]);
  });

  it('offers the wizard to a site that has neither part, and no properties', async () => {
    await show(addressOf('cloudAttach'), {
      'attach.read': connectorView({ status: 'notEnabled' }),
      'comanagement.read': comanagementView(open),
    });
    await screen.findByRole('heading', { name: 'Cloud Attach is not configured' });
    expect(screen.getByRole('button', { name: 'Properties' }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByRole('row', { name: /CoMgmtSettingsProd/ })).toBeNull();
  });

  it('opens the properties with Enter', async () => {
    await show();
    await details();
    const grid = screen.getByRole('grid', { name: 'Cloud Attach' });
    grid.focus();
    await fireEvent.keyDown(grid, { key: 'Enter' });
    await screen.findByRole('dialog', { name: 'Cloud Attach properties' });
  });

  it('keeps one part on screen when the other cannot be read, and says so', async () => {
    await show(addressOf('cloudAttach'), { 'attach.read': refusal });
    await screen.findByText('The reader stopped.');
    expect(await details()).toBeTruthy();
  });
});

describe('leaving', () => {
  it('removes co-management after naming the workloads that Intune still has', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'enablement' }));
    await press('Remove co-management', within(await screen.findByRole('dialog', { name: 'Cloud Attach properties' })));
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove co-management?' });
    expect(dialog.textContent).toContain('Intune still has Compliance policies, Windows Update policies.');
    await press('Remove co-management', within(dialog));
    await waitFor(() => expect(transport.asked('comanagement.remove')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('leaves tenant attach when its box is cleared and that is confirmed, and keeps a refusal in sight', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'upload' }), { 'attach.detach': refusal });
    const properties = await screen.findByRole('dialog', { name: 'Cloud Attach properties' });
    await fireEvent.click(
      within(properties).getByRole('checkbox', { name: 'Upload to Microsoft Endpoint Manager admin center' }),
    );
    expect(within(properties).queryByRole('radio')).toBeNull();
    await fireEvent.submit(within(properties).getByRole('button', { name: 'Apply' }).closest('form')!);
    const dialog = await screen.findByRole('alertdialog', { name: 'Leave tenant attach?' });
    expect(transport.asked('attach.detach')).toEqual([]);
    await press('Leave tenant attach', within(dialog));
    await within(dialog).findByText('The reader stopped.');
    expect(transport.asked('attach.detach')).toEqual([{ from: 'site' }]);
    expect(transport.asked('attach.configure')).toEqual([]);
  });
});

describe('properties', () => {
  const dialogOf = () => screen.findByRole('dialog', { name: 'Cloud Attach properties' });
  const slide = async (name: string, to: number) => {
    const thumb = await screen.findByRole<HTMLInputElement>('slider', { name });
    await fireEvent.change(thumb, { target: { value: String(to) } });
    return thumb;
  };

  it('previews a move, and orders it only when it is confirmed', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'workloads' }), {
      'workloads.preview': workloadPreview({ couples: ['resourceAccess', 'endpointProtection'] }),
    });
    const thumb = await slide('Device configuration', 2);
    expect(thumb.getAttribute('aria-valuetext')).toBe('Intune');
    const part = await screen.findByRole('region', { name: 'Device configuration' });
    await within(part).findByText('561 devices');
    for (const words of [
      'Goes along: Resource access policies, Endpoint Protection',
      'No Intune policy for Device configuration is assigned',
      'Intune profiles apply',
      'Always apply this baseline',
    ])
      expect(part.textContent).toContain(words);
    expect(transport.asked('workloads.move')).toEqual([]);
    // OK would close the dialog over the slider that was moved.
    const ok = within(await dialogOf()).getByRole('button', { name: 'OK' });
    expect(ok.getAttribute('aria-disabled')).toBe('true');
    await press('Move workload', within(part));
    await waitFor(() => expect(ok.getAttribute('aria-disabled')).not.toBe('true'));
    await waitFor(() =>
      expect(transport.asked('workloads.move')).toEqual([
        { workload: 'deviceConfiguration', position: 'intune', collectionId: null },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Move workload' })).toBeNull());
    expect(transport.asked('comanagement.read').length).toBeGreaterThan(1);
  });

  it('asks for a pilot collection before it previews a pilot', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'workloads' }));
    await slide('Client apps', 1);
    const part = await screen.findByRole('region', { name: 'Client apps' });
    const button = within(part).getByRole('button', { name: 'Move workload' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(transport.asked('workloads.preview')).toEqual([]);
    await within(part).findByRole('option', { name: 'Pilot Windows Update (80)' });
    await fireEvent.change(within(part).getByRole('combobox'), { target: { value: '8' } });
    await waitFor(() =>
      expect(transport.asked('workloads.preview')).toEqual([
        { workload: 'clientApps', position: 'pilot', collectionId: 8 },
      ]),
    );
  });

  it('refuses a place behind Device configuration with the rule, and the thumb goes back', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'workloads' }), {
      'comanagement.read': comanagementView({
        sliders: sliderViews({
          deviceConfiguration: { position: 'intune' },
          endpointProtection: { position: 'intune' },
          resourceAccess: { position: 'intune', isFixed: true },
        }),
      }),
    });
    const thumb = await slide('Endpoint Protection', 0);
    await screen.findByText(/can never stand behind Device configuration/);
    await waitFor(() => expect(thumb.value).toBe('2'));
    expect(transport.asked('workloads.preview')).toEqual([]);
    expect(screen.getByRole<HTMLInputElement>('slider', { name: 'Resource access policies' }).disabled).toBe(true);
  });

  it('puts a slider back without asking the lab anything', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'workloads' }));
    const thumb = await slide('Client apps', 2);
    await press('Put back');
    await waitFor(() => expect(thumb.value).toBe('0'));
    expect(transport.asked('workloads.move')).toEqual([]);
  });

  it('shows the command line, or what is missing for it', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'enablement' }));
    const dialog = await dialogOf();
    await within(dialog).findByText(/SMSSITECODE=CON/);
    transport.answer({ 'comanagement.read': comanagementView({ commandLine: null }) });
    transport.emit('lab-changed', { revision: 2, now });
    await within(dialog).findByText('There is no command line yet.');
  });

  it('applies another enrollment with its collection', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'enablement' }));
    const dialog = await dialogOf();
    const apply = within(dialog).getByRole('button', { name: 'Apply' });
    expect(apply.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(within(dialog).getByRole('radio', { name: 'All' }));
    await within(dialog).findByText('Will be enrolled');
    await fireEvent.submit(apply.closest('form')!);
    await waitFor(() => expect(transport.asked('comanagement.enable')).toHaveLength(1));
    expect(transport.asked('comanagement.enable')[0]?.enroll).toBe('all');
  });

  it('does by OK what was chosen on each tab, and nothing on those that were only looked at', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'upload' }));
    const dialog = await dialogOf();
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: /Endpoint Analytics/ }));
    await fireEvent.click(within(dialog).getByRole('tab', { name: 'Enablement' }));
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'All' }));
    await fireEvent.click(within(dialog).getByRole('tab', { name: 'Staging' }));
    await press('OK', within(dialog));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(transport.asked('attach.configure')).toMatchObject([{ analytics: false }]);
    expect(transport.asked('comanagement.enable')).toMatchObject([{ enroll: 'all' }]);
  });

  it('enrolls nobody by OK where co-management is not enabled', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'enablement' }), {
      'comanagement.read': comanagementView(open),
    });
    const dialog = await dialogOf();
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'None' }).checked).toBe(true);
    await press('OK', within(dialog));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(transport.asked('comanagement.enable')).toEqual([]);
  });

  it('uploads no specific collection before one was chosen', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'upload' }));
    const dialog = await dialogOf();
    await waitFor(() =>
      expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /Specific/ }).disabled).toBe(false),
    );
    await fireEvent.click(within(dialog).getByRole('radio', { name: /^All my devices/ }));
    await fireEvent.click(within(dialog).getByRole('radio', { name: /Specific/ }));
    await press('OK', within(dialog));
    expect(await dialogOf()).toBeTruthy();
    expect(transport.asked('attach.configure')).toEqual([]);
  });

  it('changes what is uploaded', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'upload' }));
    const dialog = await dialogOf();
    await waitFor(() =>
      expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /Specific/ }).disabled).toBe(false),
    );
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: /Endpoint Analytics/ }));
    await fireEvent.submit(within(dialog).getByRole('button', { name: 'Apply' }).closest('form')!);
    await waitFor(() =>
      expect(transport.asked('attach.configure')).toEqual([
        { collectionId: null, analytics: false, enforceRbac: true, defenderReports: true },
      ]),
    );
  });

  it('previews another pilot collection before it counts', async () => {
    const transport = await show(addressOf('cloudAttach', { properties: 'staging' }));
    const dialog = await dialogOf();
    const row = within(dialog).getByRole('group', { name: /^Windows Update/ });
    const field = within(row).getByRole('combobox', { name: 'Pilot collection' });
    await within(dialog).findAllByRole('option', { name: /Intune Auto Enrollment/ });
    await fireEvent.change(field, { target: { value: '7' } });
    const change = await within(dialog).findByRole('button', { name: 'Change collection' });
    await waitFor(() => expect(change.getAttribute('aria-disabled')).toBeNull());
    await fireEvent.click(change);
    await waitFor(() =>
      expect(transport.asked('workloads.move')).toEqual([
        { workload: 'windowsUpdate', position: 'pilot', collectionId: 7 },
      ]),
    );
  });
});

describe('where a slider may stand', () => {
  const order = ['configMgr', 'pilot', 'intune'] as const;
  it('lets no workload stand behind one that takes it along, for every place of both', () => {
    for (const leader of order)
      for (const place of order) {
        const sliders = sliderViews({ deviceConfiguration: { position: leader } });
        const isBehind = order.indexOf(place) < order.indexOf(leader);
        for (const follower of workloads.deviceConfiguration.couples)
          expect(whyNot(sliders, follower, place) === null, `${follower} ${place}, leader ${leader}`).toBe(!isBehind);
        expect(whyNot(sliders, 'clientApps', place)).toBeNull();
      }
  });

  it('lets Device configuration go ahead, and a retired workload nowhere', () => {
    const sliders = sliderViews({ resourceAccess: { isFixed: true, position: 'intune' } });
    for (const place of order) expect(whyNot(sliders, 'deviceConfiguration', place)).toBeNull();
    expect(whyNot(sliders, 'resourceAccess', 'intune')).toEqual({ kind: 'fixed' });
    expect(workloadIds).toHaveLength(7);
  });
});

describe('the wizard', () => {
  const next = () => press('Next');
  const reach = async (step: string) => screen.findByRole('heading', { level: 2, name: step });
  const nothing = {
    'attach.read': connectorView({ status: 'notEnabled', since: null, uploads: false, scopeCollectionId: null }),
    'comanagement.read': comanagementView(open),
  } satisfies Answers;
  const start = async (answers: Answers = nothing) => {
    const transport = await show(addressOf('cloudAttachWizard'), answers);
    await reach('Cloud attach');
    return transport;
  };
  async function signIn(account?: string) {
    await press('Sign In');
    const prompt = await screen.findByRole('dialog', { name: 'Sign in to your account' });
    if (account !== undefined)
      await fireEvent.input(within(prompt).getByRole('textbox', { name: /^Username/ }), { target: { value: account } });
    await fireEvent.input(within(prompt).getByLabelText(/^Password/), { target: { value: 'x' } });
    await press('Sign in', within(prompt));
  }
  async function register(answer: 'Yes' | 'No') {
    await press(answer, within(await screen.findByRole('dialog', { name: 'Create Microsoft Entra Application' })));
  }
  const checked = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name }).checked;

  it('has the pages of the product alone; what is missing the lab says beside', async () => {
    await start();
    const pages = screen.getByRole('list', { name: 'Pages of the wizard' });
    const names = () =>
      within(pages)
        .getAllByRole('listitem')
        .map((item) => item.textContent.replace(/^\s*\d\s*/, '').trim());
    expect(names()).toEqual(['Cloud attach', 'Summary', 'Progress', 'Completion']);
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize settings' }));
    await waitFor(() => expect(names()).toContain('Enablement'));
    expect(names().slice(0, 3)).toEqual(['Cloud attach', 'Configure Upload', 'Enablement']);
    await waitFor(() =>
      expect(strip.said).toMatchObject({
        text: expect.stringMatching(/^1 requirement of tenant attach or co-management is not met: /),
        link: { path: addressOf('prerequisites') },
        knows: 'prerequisites',
      }),
    );
  });

  it('goes on only when the administrator has signed in', async () => {
    await start();
    await next();
    await reach('Cloud attach');
    await signIn('somebody@else.example');
    await screen.findByText(/You are robin\.beck@contoso\.example/);
    await press('Cancel', within(screen.getByRole('dialog')));
    expect(screen.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');
    await signIn();
    expect(await screen.findByText('Signed in as robin.beck@contoso.example')).toBeTruthy();
  });

  it('stays where it is when no application may be registered', async () => {
    await start();
    await signIn();
    await next();
    await register('No');
    await reach('Cloud attach');
    await next();
    await register('Yes');
    expect(document.activeElement).toBe(await reach('Summary'));
  });

  it('configures the defaults: all devices, all clients, no workload', async () => {
    const transport = await start();
    expect(checked(/^Use default settings/)).toBe(true);
    await signIn();
    await next();
    await register('Yes');
    await reach('Summary');
    await waitFor(() =>
      expect(strip.said).toMatchObject({ knows: 'preview', text: expect.stringContaining('will be enrolled') }),
    );
    expect(document.body.textContent).not.toContain('will be enrolled');
    expect(transport.asked('comanagement.preview').at(-1)).toEqual({ enroll: 'all', collectionId: null });
    expect(transport.asked('attach.configure')).toEqual([]);
    await next();
    await reach('Completion');
    await screen.findByText('Co-management: done');
    expect(transport.asked('attach.configure')).toEqual([
      { collectionId: null, analytics: true, enforceRbac: true, defenderReports: true },
    ]);
    expect(transport.asked('comanagement.enable')).toEqual([{ enroll: 'all', collectionId: null }]);
  });

  it('asks a customized pilot for its collection', async () => {
    const transport = await start();
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize settings' }));
    await signIn();
    await next();
    await register('Yes');
    await reach('Configure Upload');
    await next();
    await reach('Enablement');
    await fireEvent.click(screen.getByRole('radio', { name: 'Pilot' }));
    expect(screen.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');
    await press('Browse');
    const dialog = await screen.findByRole('dialog', { name: 'Select Collection' });
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'Intune Auto Enrollment' }));
    await press('OK', within(dialog));
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Intune auto enrollment/ }).value).toBe(
        'Intune Auto Enrollment',
      ),
    );
    await waitFor(() =>
      expect(transport.asked('comanagement.preview').at(-1)).toEqual({ enroll: 'pilot', collectionId: 7 }),
    );
    await next();
    await reach('Summary');
    await next();
    await screen.findByText('Co-management: done');
    expect(transport.asked('comanagement.enable')).toEqual([{ enroll: 'pilot', collectionId: 7 }]);
  });

  it('begins with what is set up: a pilot stays a pilot by Next and Next', async () => {
    const view = comanagementView();
    const connector = connectorView({ scopeCollectionId: 8, analytics: false, enforceRbac: false });
    const transport = await start({ 'attach.read': connector, 'comanagement.read': view });
    expect(view.enroll).toBe('pilot');
    expect(checked('Customize settings')).toBe(true);
    await signIn();
    // The app is there already.
    await next();
    await reach('Configure Upload');
    expect(checked(/^Specific Collection/)).toBe(true);
    await next();
    await reach('Enablement');
    expect(checked('Pilot')).toBe(true);
    await next();
    await reach('Summary');
    await next();
    await screen.findByText('Co-management: done');
    expect(transport.asked('attach.configure')).toEqual([
      { collectionId: 8, analytics: false, enforceRbac: false, defenderReports: connector.defenderReports },
    ]);
    expect(transport.asked('comanagement.enable')).toEqual([
      { enroll: 'pilot', collectionId: view.enrollCollectionId },
    ]);
  });

  it('keeps no answer over a reset or for another lab', async () => {
    const transport = await start();
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize settings' }));
    await signIn();
    await screen.findByText('Signed in as robin.beck@contoso.example');
    transport.emit('lab-replaced', { lab: labView() });
    await waitFor(() => expect(screen.queryByText('Signed in as robin.beck@contoso.example')).toBeNull());
    await waitFor(() => expect(checked(/^Use default settings/)).toBe(true));
  });

  it('enables no co-management where nobody is to be enrolled', async () => {
    const transport = await start();
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize settings' }));
    await signIn();
    await next();
    await register('Yes');
    await reach('Configure Upload');
    await next();
    await fireEvent.click(await screen.findByRole('radio', { name: 'None' }));
    await next();
    await next();
    await screen.findByText('Co-management: not enabled');
    expect(transport.asked('attach.configure')).toHaveLength(1);
    expect(transport.asked('comanagement.enable')).toEqual([]);
  });

  it('takes an app that was registered before only with all of its details, and registers none then', async () => {
    await start();
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize settings' }));
    await fireEvent.click(await screen.findByRole('checkbox', { name: /^Optionally import a separate web app/ }));
    await signIn();
    const button = screen.getByRole('button', { name: 'Next' });
    await waitFor(() => expect(screen.getByText('Enter all details of the app.')).toBeTruthy());
    const values: Record<string, string> = {
      'Microsoft Entra tenant name': 'contoso.onmicrosoft.com',
      'Microsoft Entra tenant ID': 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
      'Application name': 'ConfigMgr Tenant Attach',
      'Client ID': '00001111-aaaa-2222-bbbb-3333cccc4444',
      'Secret key': 'made-up',
      'App ID URI': 'api://aaaabbbb-0000-cccc-1111-dddd2222eeee/ConfigMgrService',
    };
    await fireEvent.input(screen.getByLabelText('Secret key expiry'), { target: { value: '2027-11-30' } });
    for (const [name, value] of Object.entries(values))
      await fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    await fireEvent.input(screen.getByRole('textbox', { name: 'App ID URI' }), { target: { value: 'api://x' } });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
    await fireEvent.input(screen.getByRole('textbox', { name: 'App ID URI' }), {
      target: { value: values['App ID URI'] },
    });
    await next();
    await reach('Configure Upload');
  });

  it('orders nothing twice when the second half was refused', async () => {
    const transport = await start({ ...nothing, 'comanagement.enable': refusal });
    await signIn();
    await next();
    await register('Yes');
    await reach('Summary');
    await next();
    await screen.findByText('Co-management: not done');
    expect(screen.getByText('Tenant attach: done')).toBeTruthy();
    transport.answer({ 'comanagement.enable': null });
    await press('Previous');
    await reach('Summary');
    await next();
    await screen.findByText('Co-management: done');
    expect(transport.asked('attach.configure')).toHaveLength(1);
    expect(transport.asked('comanagement.enable')).toHaveLength(2);
  });
});

describe('the way to a setting', () => {
  it('is known for every setting of the catalogue', () => {
    const lost = settingsCatalogue
      .filter(({ target }) => target !== 'device')
      .filter(({ id }) => settingAddress({ id, target: null }) === addressOf('lab'))
      .map(({ id }) => id);
    expect(lost).toEqual([]);
    expect(settingAddress({ id: 'deviceTpm', target: '12' })).toBe(
      addressOf('device', { deviceId: 12, tab: 'management' }),
    );
    expect(settingAddress({ id: 'administrator', target: null })).toBe(addressOf('lab'));
  });
});
