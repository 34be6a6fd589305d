import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { GoSequence, goKeys } from '../../renderer/frame/go-keys.ts';
import { startRouter } from '../../renderer/router.ts';
import ActionPanel from '../../renderer/actions/ActionPanel.svelte';
import { ageText, boundText, expectedText } from '../../renderer/actions/text.ts';
import { detailsText, kindLabel } from '../../renderer/activities/text.ts';
import {
  actionsAddress,
  actionsQuery,
  emptyActionsView,
  parseActionsView,
  readActions,
} from '../../renderer/actions/actions-query.ts';
import { LabList } from '../../renderer/parts/live/lab-list.svelte.ts';
import { activitiesAddress, parseActivitiesQuery } from '../../renderer/activities/activities.ts';
import { addressOf, consoleIds, navigationOf } from '../../shared/screens.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { actionView, labView, now } from '../support/views.ts';

const hour = 3600;
beforeEach(() => startRouter({}, NotFound));

describe('the address of Actions', () => {
  it('keeps tab, filters and search, and drops words it does not know', () => {
    const view = { ...emptyActionsView, tab: 'past' as const, reasons: ['offline' as const], search: 'CON 12' };
    expect(actionsAddress(view)).toBe(addressOf('actions', { tab: 'past' }, 'reason=offline&search=CON+12'));
    expect(parseActionsView(new URL(actionsAddress(view), 'app://tandem').searchParams)).toEqual(view);
    expect(parseActionsView(new URLSearchParams('tab=nonsense&reason=boredom&kind=wipe'))).toEqual({
      ...emptyActionsView,
      kinds: ['wipe'],
    });
  });

  it('asks for waiting states under Waiting, and only for chosen ones that belong there', () => {
    expect(actionsQuery(emptyActionsView).states).toEqual(['pending', 'active']);
    expect(actionsQuery({ ...emptyActionsView, states: ['active', 'done'] }).states).toEqual(['active']);
    expect(actionsQuery({ ...emptyActionsView, tab: 'all' }).states).toEqual([]);
  });
});

describe('the address of the activity log', () => {
  it('keeps device, kinds and search', () => {
    const query = { deviceId: 12, kinds: ['restart_ordered'], search: 'beck' };
    expect(parseActivitiesQuery(new URL(activitiesAddress(query), 'app://tandem').searchParams)).toEqual(query);
    expect(parseActivitiesQuery(new URLSearchParams('device=x')).deviceId).toBeNull();
  });
  it('reads kinds and details as words', () => {
    expect(kindLabel('restart_ordered')).toBe('Restart ordered');
    expect(detailsText({ from: 'compliant', to: 'noncompliant', action: 7, code: null })).toBe(
      'from compliant, to noncompliant',
    );
  });
});

describe('a row of Actions', () => {
  it('tells the documented bound, that it has passed, or that there is none', () => {
    const at = (set: Partial<ActionView>) => boundText(actionView(set), now, labView().zone);
    expect(at({ bound: { from: now, to: now + 6 * hour, basis: '' } })).toBe('By Wed 16 Sep 15:30');
    expect(at({ bound: { from: now - hour, to: now - 60, basis: '' } })).toBe('Passed Wed 16 Sep 09:29');
    // By then the clock has gone back an hour.
    expect(at({ bound: { from: now, to: 1_792_890_000 + hour, basis: '' } })).toBe('By Sun 25 Oct 03:00');
    expect(at({ bound: null })).toBe('Unknown');
    expect(at({ bound: null, state: 'done' })).toBe('');
  });
  it('counts age from the order, and the time it took once it has ended', () => {
    expect(ageText(actionView({ orderedAt: now - 90 * 60 }), now)).toBe('1 h 30 min');
    expect(ageText(actionView({ orderedAt: now - hour, finishedAt: now - 60 }), now)).toBe('took 59 min');
    expect(expectedText(actionView({ finishedAt: now }), now, labView().zone)).toBe('');
  });
});

describe('the panel of an order', () => {
  async function show(action: ActionView, answers: Answers = {}) {
    const page = { total: 1, rows: [action], now, revision: 1 };
    const transport = new FakeTransport({ 'actions.list': page, 'lab:state': labView(), ...answers });
    connect(transport);
    const list = new LabList(readActions, actionsQuery(emptyActionsView));
    list.rows.ensure(0, 20);
    await vi.waitFor(() => expect(list.rows.total).toBe(1));
    const onclose = vi.fn();
    render(ActionPanel, { list, openId: action.id, zone: labView().zone, onclose });
    const panel = await screen.findByRole('dialog');
    return { transport, list, onclose, panel };
  }

  it('tells the pending truth in three labeled lines', async () => {
    const { panel } = await show(actionView());
    const lines = within(panel).getAllByText(/^(Console shows|Documented bound|Lab knows)$/);
    expect(lines.map((line) => line.textContent)).toEqual(['Console shows', 'Documented bound', 'Lab knows']);
    expect(panel.textContent).toContain('a maintenance sync follows about every 8 h');
    expect(panel.textContent).toContain('The device is offline');
  });

  it('cancels a waiting order, marked as a feature of the lab', async () => {
    const { panel, transport, onclose } = await show(actionView(), {
      'actions.cancel': actionView({ state: 'canceled' }),
    });
    expect(within(panel).getByText('Lab only')).toBeTruthy();
    await fireEvent.click(within(panel).getByRole('button', { name: 'Cancel order' }));
    await vi.waitFor(() => expect(transport.asked('actions.cancel')).toEqual([{ actionId: 31 }]));
    await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  });

  it('shows why an order can no longer be canceled', async () => {
    const { panel } = await show(actionView(), {
      'actions.cancel': {
        ok: false,
        code: 'tooLate',
        message: 'The device has it.',
        next: 'Nothing can take it back.',
      },
    });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Cancel order' }));
    expect(await within(panel).findByText('The device has it.')).toBeTruthy();
  });

  it('offers no cancel for an order that has ended', async () => {
    const { panel } = await show(actionView({ state: 'done', console: 'Complete', finishedAt: now, canCancel: false }));
    expect(within(panel).queryByRole('button', { name: 'Cancel order' })).toBeNull();
  });

  it('leads to the session of a remote assistance order', async () => {
    const { panel, transport } = await show(actionView({ kind: 'remoteAssistance', reason: 'awaitingUser' }), {
      'session:show': null,
    });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Show session' }));
    await vi.waitFor(() => expect(transport.asked('session:show')).toEqual([{ actionId: 31 }]));
  });
});

describe('going to a page by letters', () => {
  it('takes G and then a letter, within a moment', () => {
    const sequence = new GoSequence();
    expect([sequence.press('g', 0), sequence.press('a', 400)]).toEqual([undefined, 'actions']);
    expect([sequence.press('g', 1000), sequence.press('a', 3000)]).toEqual([undefined, undefined]);
    expect(sequence.press('a', 3100)).toBeUndefined();
  });
  it('leads to pages that exist, each by one letter', () => {
    const led = Object.values(goKeys);
    expect(new Set(led).size).toBe(led.length);
    expect(consoleIds.flatMap(navigationOf)).toEqual(expect.arrayContaining(led));
  });
});
