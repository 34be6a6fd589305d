import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Enrollment from '../../renderer/enrollment/Enrollment.svelte';
import Policies from '../../renderer/enrollment/Policies.svelte';
import { policyPages, type PolicyPage } from '../../renderer/enrollment/text.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { settingAddress } from '../../renderer/settings/setting-address.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { addressOf } from '../../shared/screens.ts';
import { settingsCatalogue } from '../../shared/settings/catalogue.ts';
import type { ComplianceRules, IntunePolicyView } from '../../shared/workloads/views.ts';
import { workloadIds } from '../../shared/workloads/words.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView } from '../support/views.ts';

const refusal: Failure = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' };
const policy = (workload: IntunePolicyView['workload'], id: number): IntunePolicyView => ({
  ...{ id, name: `Policy of ${workload}`, workload, kind: 'Policy', groupId: null, group: null },
  ...{ isAssigned: true, devices: 61 },
});
function answering(answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport({
    'workloads.policies': workloadIds.map(policy),
    'identity.read': directoryView(),
    'settings.list': settingViews(),
    ...answers,
  });
  connect(transport);
  return transport;
}
async function show(page: PolicyPage, answers: Answers = {}): Promise<FakeTransport> {
  const transport = answering(answers);
  await navigate(addressOf(page));
  await waitFor(() => expect(route.path).toBe(addressOf(page)));
  render(Policies);
  return transport;
}

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('policies of Intune', () => {
  it('stand at one node each, whatever they are for', () => {
    const all = Object.values(policyPages).flatMap(({ workloads }) => workloads);
    expect(all.toSorted()).toEqual(workloadIds.toSorted());
  });

  it.each(Object.keys(policyPages) as PolicyPage[])('%s lists its own', async (page) => {
    await show(page);
    const own = policyPages[page].workloads;
    for (const workload of own) expect(await screen.findByText(`Policy of ${workload}`)).toBeTruthy();
    expect(screen.getAllByRole('row')).toHaveLength(own.length + 1);
  });

  it('shows what judges the devices of each platform, and changes it', async () => {
    const rules: ComplianceRules = {
      rules: [
        {
          ...{ platform: 'windows', name: 'Windows baseline', requireEncryption: true, requireDefender: true },
          ...{ minOsBuild: 22_631, graceHours: 72 },
        },
      ],
      noPolicyMeansCompliant: true,
      validityDays: 30,
    };
    const transport = await show('compliancePolicies', {
      'workloads.complianceRules': rules,
      'workloads.setComplianceRule': null,
    });
    const section = within(await screen.findByRole('region', { name: 'Compliance settings' }));
    const row = section.getByRole('rowheader', { name: 'Windows baseline' }).closest('tr')!;
    expect(row.textContent).toMatch(/Encryption, Build 22631 or later, Microsoft Defender.*After 72 h/);
    expect(section.getByText(/no compliance policy assigned as: Compliant/)).toBeTruthy();
    await fireEvent.click(section.getByRole('button', { name: 'Edit settings of Windows baseline' }));
    const panel = within(await screen.findByRole('dialog'));
    await fireEvent.input(panel.getByRole('textbox', { name: /Minimum build/ }), { target: { value: '26100' } });
    await fireEvent.click(panel.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(transport.asked('workloads.setComplianceRule')).toEqual([
        {
          ...{ platform: 'windows', name: 'Windows baseline', requireEncryption: true, requireDefender: true },
          ...{ minOsBuild: 26_100, graceHours: 72, isAssigned: true },
        },
      ]),
    );
  });

  it('lets the default and the validity period of the tenant be set', async () => {
    const transport = await show('compliancePolicies', {
      'workloads.complianceRules': { rules: [], noPolicyMeansCompliant: true, validityDays: 30 },
      'workloads.setComplianceDefaults': null,
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Edit compliance settings' }));
    const panel = within(await screen.findByRole('dialog'));
    const period = panel.getByRole('textbox', { name: /validity period/ });
    await fireEvent.input(period, { target: { value: '121' } });
    expect(panel.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
    await fireEvent.input(period, { target: { value: '14' } });
    await fireEvent.change(panel.getByRole('combobox', { name: /no compliance policy assigned/ }), {
      target: { value: 'noncompliant' },
    });
    await fireEvent.click(panel.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(transport.asked('workloads.setComplianceDefaults')).toEqual([
        { noPolicyMeansCompliant: false, validityDays: 14 },
      ]),
    );
  });

  const save = async (page: PolicyPage, answers: Answers) => {
    const transport = await show(page, answers);
    await fireEvent.click(await screen.findByRole('button', { name: policyPages[page].create }));
    const panel = await screen.findByRole('dialog');
    await fireEvent.input(within(panel).getByRole('textbox', { name: /Name/ }), { target: { value: 'Ring 1' } });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(transport.asked('workloads.assignPolicy')).toHaveLength(1));
    return { transport, panel };
  };

  it('are created for what the node is about', async () => {
    const { transport } = await save('updatePolicies', { 'workloads.assignPolicy': null });
    expect(transport.asked('workloads.assignPolicy')[0]).toEqual({
      name: 'Ring 1',
      workload: 'windowsUpdate',
      kind: 'Update ring',
      groupId: null,
      isAssigned: true,
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('say a refusal in the panel, where the person looks, and keep what was typed', async () => {
    const { panel } = await save('configurationPolicies', { 'workloads.assignPolicy': refusal });
    await within(panel).findByText('The reader stopped.');
    expect(within(panel).getByRole('textbox', { name: /Name/ })).toHaveProperty('value', 'Ring 1');
  });
});

describe('Enrollment', () => {
  it('has every setting of Intune that leads there', async () => {
    answering();
    render(Enrollment);
    expect((await screen.findByRole('link', { name: 'Co-management settings' })).getAttribute('href')).toBe(
      addressOf('coManagementSettings'),
    );
    const own = settingsCatalogue.filter(
      ({ id, target }) => target === null && settingAddress({ id, target: null }) === addressOf('enrollment'),
    );
    expect(own.length).toBeGreaterThan(3);
    for (const { label } of own) expect((await screen.findAllByText(label)).length, label).toBeGreaterThan(0);
  });

  it('leaves to their own pages what stands apart', () => {
    expect(settingAddress({ id: 'useIntuneRbac', target: null })).toBe(addressOf('connectorSite'));
    expect(settingAddress({ id: 'remoteHelp', target: null })).toBe(addressOf('remoteHelpSettings'));
  });
});
