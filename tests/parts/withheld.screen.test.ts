import { render, screen, within } from '@testing-library/svelte';
import { flushSync, type Component } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import ActionCard from '../../renderer/actions/ActionCard.svelte';
import Actions from '../../renderer/actions/Actions.svelte';
import LogPane from '../../renderer/logs/LogPane.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { setQuery, startRouter } from '../../renderer/router.ts';
import { findLogCode } from '../../shared/logs/codes.ts';
import AuthorityMatrix from '../../renderer/workloads/AuthorityMatrix.svelte';
import Waits from '../../renderer/comanagement/Waits.svelte';
import DevicePage from '../../renderer/devices/page/DevicePage.svelte';
import { measure } from '../../renderer/devices/page/health.ts';
import Faults from '../../renderer/faults/Faults.svelte';
import Home from '../../renderer/home/Home.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import Prerequisites from '../../renderer/prerequisites/Prerequisites.svelte';
import { Moving } from '../../renderer/workloads/moving.svelte.ts';
import Withheld from '../../renderer/ui/feedback/Withheld.svelte';
import { knowledgeKinds, type KnowledgeKind } from '../../shared/contract/knowledge.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { collectionView, comanagementView, connectorView, prerequisitesView } from '../support/cloud-attach-views.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { actionView, homeView, labView, now, tileView } from '../support/views.ts';

const all = [...knowledgeKinds];
const refused = (...kinds: KnowledgeKind[]): Failure => ({
  ok: false,
  code: 'withheld',
  message: 'It is withheld in this lab.',
  next: 'Go by what consoles say.',
  details: { withheld: kinds },
});
function answering(answers: Answers): FakeTransport {
  const transport = new FakeTransport(answers);
  connect(transport);
  return transport;
}
const note = (name: string) => screen.findByRole('note', { name: `${name}: withheld in this lab` });
const noError = () => expect(screen.queryByRole('alert')).toBeNull();

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView({ withheld: all }));
});

describe('what is withheld', () => {
  it('is named, alone and in a line', () => {
    render(Withheld, { kinds: ['authority', 'hash'] });
    expect(screen.getByRole('note', { name: 'Authority, State hashes: withheld in this lab' })).toBeTruthy();
    render(Withheld, { kinds: ['truth'], isInline: true });
    expect(screen.getByTitle('What really is so: withheld in this lab').textContent.trim()).toBe(
      'Withheld in this lab: What really is so',
    );
  });
});

describe('with everything withheld', () => {
  it('Home shows records and closes the rest', async () => {
    const tiles = [tileView({ truthNote: null }), tileView({ id: 'reachable', values: null })];
    answering({
      'home.read': homeView({ tiles, attention: null, waiting: null, reachableTrend: null, withheld: all }),
    });
    render(Home);
    expect(await screen.findByRole('link', { name: /Not compliant/ })).toBeTruthy();
    const tile = (name: string) => within(screen.getByRole('region', { name }));
    for (const name of ['Reachable now', 'Waiting actions', 'Needs a person', 'Reachable devices, last 7 days'])
      expect(tile(name).getByRole('note'), name).toBeTruthy();
    expect(tile('Compliance').getByTitle('Differences: withheld in this lab')).toBeTruthy();
    noError();
  });

  it('the device page keeps records, name and orders, and closes truth', () => {
    answering({});
    const closedTruth = Object.fromEntries(
      Object.entries(deviceView().truth).map(([key, value]) =>
        ['name', 'platform', 'model', 'form', 'office'].includes(key) ? [key, value] : [key, null],
      ),
    );
    const view = deviceView({
      truth: closedTruth,
      differences: null,
      attention: null,
      story: null,
      user: { ...deviceView().user!, isSignedIn: null },
      actions: [actionView({ reason: null, reasonText: null, since: null, expectedBy: null })],
      withheld: all,
    });
    render(DevicePage, { view, zone: labView().zone, onread: () => undefined });
    expect(screen.getByRole('note', { name: /^Differences: withheld/ })).toBeTruthy();
    const health = screen.getByRole('table', { name: /^Health of/ });
    expect(measure(view).every(({ truth, tone }) => truth === null && tone === 'none')).toBe(true);
    expect(within(health).getAllByTitle(/^What really is so/)).toHaveLength(measure(view).length);
    const line = screen.getByText('Lab knows').closest('div')!;
    expect(within(line).getByTitle('What is to come: withheld in this lab')).toBeTruthy();
    expect(screen.getByText('Console shows').closest('div')!.textContent).toContain('Pending');
    expect(screen.queryByText(/Signed in now$/)).toBeNull();
    noError();
  });

  it('an order does not tell whether it has reached its device until its state does', () => {
    const unknown = { reason: null, reasonText: null, since: null, expectedBy: null, deliveredAt: null };
    const oncancel = vi.fn();
    const waiting = actionView({ ...unknown, canCancel: null });
    const { rerender } = render(ActionCard, { action: waiting, now, zone: labView().zone, oncancel });
    const course = () => within(screen.getByRole('list', { name: 'Course of the action' }));
    expect(course().getByTitle('What is to come: withheld in this lab')).toBeTruthy();
    // Whether it may be taken back is learned by trying.
    screen.getByRole('button', { name: 'Cancel order' }).click();
    expect(oncancel).toHaveBeenCalledOnce();
    void rerender({ action: { ...waiting, state: 'done', canCancel: false, deliveredAt: now, finishedAt: now } });
    flushSync();
    expect(course().queryByTitle('What is to come: withheld in this lab')).toBeNull();
  });

  it('a code of a log is explained, and its remedy closed', async () => {
    const line = {
      at: now,
      offset: 0,
      component: 'CoManagementHandler',
      severity: 'error' as const,
      thread: 1,
      text: 'It ended with 0x0000054b.',
    };
    answering({
      'logs.list': {
        place: 'LAP-ONE',
        logs: [{ name: 'CoManagementHandler', entries: 1, lastAt: now, what: 'Co-management' }],
      },
      'logs.merge': {
        total: 1,
        lines: [{ ...line, where: '1', log: 'CoManagementHandler' }],
        machines: [{ where: '1', name: 'LAP-ONE' }],
      },
    });
    await setQuery({ log: 'CoManagementHandler' });
    render(LogPane, { where: '1', zone: labView().zone, now });
    (await screen.findByTitle('Look up 0x0000054b')).click();
    const { meaning, remedy } = findLogCode('0x0000054b')!;
    const bar = (await screen.findByTitle('Remedies of codes: withheld in this lab')).parentElement!;
    expect(bar.textContent).toContain(meaning);
    expect(bar.textContent).not.toContain(remedy);
  });

  it('orders show their console’s word, and two closed columns that nobody filters by', async () => {
    const row = actionView({ reason: null, reasonText: null, since: null, expectedBy: null });
    answering({ 'actions.list': { total: 1, rows: [row], now, revision: 1, withheld: ['expected'] } });
    render(Actions);
    expect((await screen.findAllByTitle('What is to come: withheld in this lab')).length).toBe(2);
    expect(screen.getByRole('button', { name: /^Reason:/ }).getAttribute('aria-disabled')).toBe('true');
    noError();
  });

  it.each<[string, Component, Answers, string]>([
    ['faults', Faults, { 'faults.list': refused('faults') }, 'Faults'],
    ['prerequisites', Prerequisites, { 'prerequisites.read': refused('prerequisites') }, 'Prerequisites'],
    [
      'authority',
      AuthorityMatrix,
      { 'workloads.authority': refused('authority'), 'collections.list': [collectionView()] },
      'Authority',
    ],
  ])('the page of %s is closed as a whole', async (_, page, answers, name) => {
    answering(answers);
    render(page);
    expect(await note(name)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
    noError();
  });

  it('the page of waits keeps its counts, and closes what waits for what and the remedies', async () => {
    const known = comanagementView();
    const errors = known.funnel.errors.map((error) => ({ ...error, remedy: null }));
    answering({
      'comanagement.read': comanagementView({ lab: null, funnel: { ...known.funnel, errors }, withheld: all }),
      'attach.read': connectorView({ lab: null, withheld: all }),
      'collections.list': [collectionView()],
    });
    render(Waits);
    const tile = await screen.findByRole('region', { name: 'On the way' });
    expect(within(tile).getByRole('note', { name: /^What is to come/ })).toBeTruthy();
    expect(screen.getAllByTitle('Remedies of codes: withheld in this lab')).toHaveLength(errors.length);
    noError();
  });

  it('a workload moves without a preview, and only then', async () => {
    const transport = answering({ 'workloads.preview': refused('preview'), 'workloads.move': null });
    const moving = new Moving();
    await moving.begin({ workload: 'clientApps', position: 'intune', collectionId: null });
    expect((await moving.confirm())?.ok).toBe(true);
    transport.answer({ 'workloads.preview': { ...refused(), code: 'workloadFixed' } });
    await moving.begin({ workload: 'clientApps', position: 'configMgr', collectionId: null });
    expect(await moving.confirm()).toBeNull();
    expect(transport.asked('workloads.move')).toHaveLength(1);
  });
});

it('repairs alone withheld leave the list of prerequisites, with a button that says why it is closed', async () => {
  showLab(labView({ withheld: ['repair'] }));
  const items = prerequisitesView().items.map((item) => ({ ...item, fix: null, setting: null }));
  answering({ 'prerequisites.read': { ok: false, items, withheld: ['repair'] } });
  render(Prerequisites);
  const [button] = await screen.findAllByRole('button', { name: /^Put right/ });
  expect(button!.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getAllByText('Not available: Repairs: withheld in this lab.').length).toBeGreaterThan(0);
  expect(screen.getAllByTitle('Repairs: withheld in this lab').length).toBeGreaterThan(0);
});
