import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import DevicePage from '../../renderer/devices/page/DevicePage.svelte';
import ManagementTab from '../../renderer/devices/page/ManagementTab.svelte';
import { screenComponents } from '../../renderer/screens.ts';
import LogWindow from '../../renderer/logs/LogWindow.svelte';
import Logs from '../../renderer/logs/Logs.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { enrollmentErrorByCode } from '../../shared/enrollment/errors.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { addressOf } from '../../shared/screens.ts';
import type { DeviceManagementView } from '../../shared/comanagement/views.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { logView, managementView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

const { zone } = labView();
const refusal: Failure = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' };
const use = (answers: Answers): FakeTransport => {
  const transport = new FakeTransport(answers);
  connect(transport);
  return transport;
};
const tile = (name: string) => screen.findByRole('region', { name });

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('the way of a device to co-management', () => {
  const show = (set: Partial<DeviceManagementView> = {}, answers: Answers = {}) => {
    const transport = use({ 'comanagement.device': managementView(set), ...answers });
    render(ManagementTab, { deviceId: 12, name: 'LAP-ONE', zone });
    return transport;
  };

  it('tells of a step that failed what console, documentation and lab say, and of others their state alone', async () => {
    show();
    const way = await tile('The way to co-management');
    const [done, failed, later] = within(way).getAllByRole('listitem');
    expect(done?.textContent).toContain('Done');
    expect(done?.querySelector('dl')).toBeNull();
    expect(failed?.textContent).toContain('0x80180014');
    const said = [...failed!.querySelectorAll('dl div')].map((line) => line.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(said).toEqual([
      'Console shows Failed',
      'Documented bound Unknown',
      'Lab knows It will fail until its cause is removed. It does not go on by itself: something has to change first.',
    ]);
    expect(later?.textContent).toContain('Not yet');
    expect(within(way).getByText('Not co-managed')).toBeTruthy();
  });

  it('says until when a step waits', async () => {
    const [, step] = managementView().steps;
    show({
      steps: [
        { ...step!, state: 'waiting', expectedBy: now + 1800, bound: { from: now, to: now + 3600, basis: 'the task' } },
      ],
    });
    const way = await tile('The way to co-management');
    expect(way.textContent).toMatch(/Expected by\s+2026-09-16 10:00 · in 30 min/);
    expect(way.textContent).toContain('the task');
  });

  it('says when the client acted last and will act next, as far as that is not withheld', async () => {
    showLab(labView({ withheld: ['expected'] }));
    show();
    const cycles = within(await tile('Cycles of the client'));
    const row = () =>
      cycles.getByRole('row', { name: /^Machine Policy Retrieval/ }).textContent.replaceAll(/\s+/g, ' ');
    expect(row()).toContain('1 min ago');
    expect(row()).toContain('Withheld');
    expect(row()).not.toContain('in 10 min');
    showLab(labView());
    await waitFor(() => expect(row()).toContain('in 10 min'));
  });

  it('puts what is not met on top with the way to its setting, and folds the rest', async () => {
    show();
    const own = await tile('Prerequisites of this device');
    const open = within(own).getByRole('list', { name: 'Not met' });
    expect(within(open).getAllByRole('listitem')).toHaveLength(1);
    expect(
      within(open).getByRole('link', { name: 'Go to setting: Windows version allowed' }).getAttribute('href'),
    ).toBe(addressOf('enrollment'));
    expect(own.querySelector('details')).toHaveProperty('open', false);
    expect(within(own).getByText('Met: 1')).toBeTruthy();
  });

  it('says that nothing is missing, and that no path leads on', async () => {
    show({ path: null, steps: [], prerequisites: [], repairs: [] });
    expect((await tile('The way to co-management')).textContent).toContain('No path leads this device');
    expect((await tile('Prerequisites of this device')).textContent).toContain('Everything this device itself needs');
  });

  it('puts something right at the device, and reads again', async () => {
    const transport = show({}, { 'settings.configure': settingViews()[0]! });
    await fireEvent.click(await screen.findByRole('button', { name: 'Do it: Unblock MDM enrollment' }));
    await waitFor(() => expect(transport.asked('comanagement.device')).toHaveLength(2));
    expect(transport.asked('settings.configure')).toEqual([
      { setting: 'mdmBlockedByPolicy', value: 'off', target: '12' },
    ]);
  });

  it('offers another try when it cannot be read', async () => {
    use({ 'comanagement.device': refusal });
    render(ManagementTab, { deviceId: 12, name: 'LAP-ONE', zone });
    expect(await screen.findByText('The reader stopped.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /again/i })).toBeTruthy();
  });
});

describe('the tabs of a device', () => {
  const page = (view = deviceView()) => {
    use({ 'comanagement.device': managementView() });
    render(DevicePage, { view, zone, onread: vi.fn() });
  };
  it('leave the essentials to the overview', async () => {
    await navigate(addressOf('device', { deviceId: 12, tab: 'management' }));
    await waitFor(() => expect(route.search.get('tab')).toBe('management'));
    page();
    await tile('The way to co-management');
    expect(screen.queryByRole('region', { name: 'Essentials' })).toBeNull();
  });

  it('are those of its platform: an address of another leads to the overview', async () => {
    await navigate(addressOf('device', { deviceId: 12, tab: 'management' }));
    await waitFor(() => expect(route.search.get('tab')).toBe('management'));
    const view = deviceView();
    page({ ...view, truth: { ...view.truth, platform: 'android' } });
    expect(screen.getByRole('tab', { name: 'Overview' }).getAttribute('aria-selected')).toBe('true');
    expect(screen.queryByRole('tab', { name: 'Cloud attach' })).toBeNull();
    expect(screen.getByRole('region', { name: 'Essentials' })).toBeTruthy();
  });
});

describe('the log viewer', () => {
  const base: Answers = {
    'logs.places': [
      { id: 'site', label: 'srv1', kind: 'siteServer' },
      { id: '12', label: 'LAP-ONE', kind: 'device' },
    ],
    'logs.list': ({ where }) => ({
      place: where === '12' ? 'LAP-ONE' : where,
      logs: [
        { name: 'CoManagementHandler.log', entries: 2, lastAt: now - 60, what: 'Each try to enroll.' },
        { name: 'PolicyAgent.log', entries: 0, lastAt: null, what: 'Requests for policy.' },
      ],
    }),
    'logs.merge': ({ of }) => {
      const { lines } = logView();
      const own = of.flatMap((one) =>
        one.log === 'PolicyAgent.log' ? [] : lines.map((line) => ({ ...line, ...one })),
      );
      const name = (where: string) => (where === '12' ? 'LAP-ONE' : where);
      const machines = [...new Set(of.map(({ where }) => where))].map((where) => ({ where, name: name(where) }));
      return { total: own.length, lines: own, machines };
    },
  };
  const show = async (path = addressOf('logs', {}, 'where=12&log=CoManagementHandler.log')) => {
    await navigate(path);
    await waitFor(() => expect(route.search.toString()).toBe(new URL(path, 'app://x').searchParams.toString()));
    const transport = use(base);
    render(Logs);
    return transport;
  };

  it('shows the site server first, and its list of logs', async () => {
    const transport = await show(addressOf('logs'));
    await screen.findByRole('button', { name: /PolicyAgent\.log/ });
    expect(new Set(transport.asked('logs.list').map(({ where }) => where))).toEqual(new Set(['site']));
    expect(screen.getByText('Choose a log at the left.')).toBeTruthy();
  });

  it('tells severity in words and the time to the second, each line in that of its machine', async () => {
    await show();
    const row = await screen.findByRole('row', { name: /Error/ });
    expect(row.textContent).toContain('9/16/2026 2:29:00 AM');
    expect(screen.getByRole('row', { name: /timer/ }).textContent).toContain('9/16/2026 7:28:59 AM');
  });

  it('filters by text and says when nothing is left', async () => {
    await show();
    await screen.findByText('Enrollment timer fired.');
    expect(screen.getByText('2 of 2 lines')).toBeTruthy();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Find in CoManagementHandler.log' }), {
      target: { value: 'timer' },
    });
    expect(await screen.findByText('1 of 2 lines')).toBeTruthy();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Find in CoManagementHandler.log' }), {
      target: { value: 'nothing like it' },
    });
    expect(await screen.findByText(/No line matches/)).toBeTruthy();
  });

  it('looks up a code that stands in a line', async () => {
    await show();
    await fireEvent.click(await screen.findByRole('button', { name: '0x80180014' }));
    const known = enrollmentErrorByCode.get('0x80180014')!;
    expect(await screen.findByText(new RegExp(known.name))).toBeTruthy();
    expect(screen.getByText(new RegExp(String(known.decimal)))).toBeTruthy();
  });

  it('highlights what is asked for, without leaving a line out', async () => {
    await show();
    await screen.findByText('Enrollment timer fired.');
    await fireEvent.input(screen.getByRole('textbox', { name: 'Highlight' }), { target: { value: 'TIMER' } });
    expect((await screen.findByText('timer')).tagName).toBe('MARK');
    expect(screen.getByText('2 of 2 lines')).toBeTruthy();
  });

  it('merges several logs, says of each line whose it is, and keeps them in the address', async () => {
    const transport = await show();
    await screen.findByText('Enrollment timer fired.');
    await fireEvent.click(screen.getByRole('button', { name: /^Merge/ }));
    await fireEvent.click(await screen.findByRole('checkbox', { name: 'PolicyAgent.log' }));
    await screen.findByRole('columnheader', { name: 'Log' });
    expect(route.search.getAll('log')).toEqual(['CoManagementHandler.log', 'PolicyAgent.log']);
    expect(transport.asked('logs.merge').at(-1)!.of).toEqual([
      { where: '12', log: 'CoManagementHandler.log' },
      { where: '12', log: 'PolicyAgent.log' },
    ]);
  });

  it('merges logs of another machine with them, and says of each line whose it is', async () => {
    const transport = await show();
    await screen.findByText('Enrollment timer fired.');
    await fireEvent.click(screen.getByRole('button', { name: 'Another machine…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add logs of another machine' }));
    const machines = dialog.getByRole('combobox', { name: 'Server or device' });
    // The one that is open is none of the others.
    await waitFor(() => expect([...machines.querySelectorAll('option')].map(({ value }) => value)).toEqual(['site']));
    await fireEvent.click(await dialog.findByRole('checkbox', { name: 'CoManagementHandler.log' }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Add' }));
    await screen.findByRole('columnheader', { name: 'Log' });
    expect(route.search.getAll('log')).toEqual(['CoManagementHandler.log', 'site|CoManagementHandler.log']);
    await waitFor(() =>
      expect(transport.asked('logs.merge').at(-1)!.of).toEqual([
        { where: '12', log: 'CoManagementHandler.log' },
        { where: 'site', log: 'CoManagementHandler.log' },
      ]),
    );
    await waitFor(() => expect(screen.getByText('4 of 4 lines')).toBeTruthy());
    const logs = screen.getAllByRole('row').map((row) => row.querySelector('td.log')?.textContent);
    expect(new Set(logs)).toEqual(new Set([undefined, 'CoManagementHandler.log', 'site: CoManagementHandler.log']));
  });

  it('looks up a code that somebody types, as a number too, and says so of one that it does not know', async () => {
    await show();
    await screen.findByText('Enrollment timer fired.');
    const known = enrollmentErrorByCode.get('0x80180014')!;
    const lookup = screen.getByRole('textbox', { name: 'Error lookup' });
    const look = async (typed: string) => {
      await fireEvent.input(lookup, { target: { value: typed } });
      await fireEvent.submit(lookup.closest('form')!);
    };
    await look(String(known.decimal));
    expect(await screen.findByText(new RegExp(known.name))).toBeTruthy();
    await look('4711');
    expect(await screen.findByText(/not in the lab’s catalogue/)).toBeTruthy();
    await look(' ');
    await waitFor(() => expect(screen.queryByText(/not in the lab’s catalogue/)).toBeNull());
  });

  it('saves what is open as a file, and opens a window of its own', async () => {
    const transport = await show();
    await screen.findByText('Enrollment timer fired.');
    transport.answer({ 'logs:export': { fileName: 'x.log', rows: 2 }, 'window:show': null });
    await fireEvent.click(screen.getByRole('button', { name: 'Save as…' }));
    await waitFor(() =>
      expect(transport.asked('logs:export')).toEqual([{ of: [{ where: '12', log: 'CoManagementHandler.log' }] }]),
    );
    await fireEvent.click(screen.getByRole('button', { name: 'Own window' }));
    await waitFor(() =>
      expect(transport.asked('window:show')).toEqual([
        { window: 'logs', where: '12', logs: ['CoManagementHandler.log'] },
      ]),
    );
  });

  it('says in a window of its own which machine it shows, a device as well as a server', async () => {
    for (const [where, place] of [
      ['12', 'LAP-ONE'],
      ['srv1', 'srv1'],
    ] as const) {
      const path = addressOf('logWindow', {}, `where=${where}&log=CoManagementHandler.log`);
      await navigate(path);
      await waitFor(() => expect(route.search.get('where')).toBe(where));
      const transport = use(base);
      const { unmount } = render(LogWindow);
      expect((await screen.findByText(place)).tagName).toBe('STRONG');
      await waitFor(() => expect(document.title).toBe(`CoManagementHandler.log – ${place} – Tandem`));
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(`Log viewer: ${place}`);
      // One reading of the list serves the window and the viewer in it.
      expect(transport.asked('logs.list')).toEqual([{ where }]);
      expect(transport.asked('logs.places')).toEqual([]);
      unmount();
    }
  });

  it('reads the list of logs once, and not again for a tick of the clock', async () => {
    const transport = await show();
    await screen.findByText('Enrollment timer fired.');
    expect(transport.asked('logs.list')).toHaveLength(1);
    showLab(labView({ now: now + 60 }));
    transport.emit('lab-changed', { revision: labView().revision, now: now + 60 });
    // The lines are of the clock: they are read again, and the list beside them is not.
    await waitFor(() => expect(transport.asked('logs.merge').length).toBeGreaterThan(1));
    expect(transport.asked('logs.list')).toHaveLength(1);
    transport.emit('lab-changed', { revision: labView().revision + 1, now: now + 60 });
    await waitFor(() => expect(transport.asked('logs.list')).toHaveLength(2));
  });

  it('says that a log is empty, rather than that nothing matches', async () => {
    await show(addressOf('logs', {}, 'where=12&log=PolicyAgent.log'));
    expect(await screen.findByText('Nothing has been written to this log yet.')).toBeTruthy();
  });
});
