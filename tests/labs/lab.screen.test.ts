import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { startRouter } from '../../renderer/router.ts';
import { wholeNumber } from '../../renderer/labs/new/new-lab.ts';
import Lab from '../../renderer/labs/Lab.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import type { ScenarioSummary } from '../../shared/labs/views.ts';
import type { SettingView } from '../../shared/settings/views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const scenario = (name: string, title: string): ScenarioSummary => ({
  name,
  title,
  description: `About ${title}.`,
  devices: 1500,
  users: 1400,
  isScalable: name !== 'first-day',
  schemaVersion: 1,
});
const hash = 'a'.repeat(60) + '0123';
const administrator: SettingView = {
  id: 'administrator',
  area: 'lab',
  section: 'Lab',
  normal: null,
  changedAt: null,
  label: 'Signed in as',
  type: 'choice',
  help: 'Whose role the consoles check.',
  target: null,
  targetLabel: null,
  value: 'robin',
  values: [
    { value: 'robin', label: 'Robin Beck — Intune Administrator' },
    { value: 'sam', label: 'Sam Ortiz — Help Desk Operator' },
  ],
};
const remoteHelp: SettingView = {
  id: 'remoteHelp',
  area: 'tenant',
  section: 'Microsoft Intune',
  normal: null,
  changedAt: null,
  label: 'Enable Remote Help',
  type: 'boolean',
  help: 'Off by default.',
  target: null,
  targetLabel: null,
  value: 'on',
  values: [
    { value: 'on', label: 'On' },
    { value: 'off', label: 'Off' },
  ],
};

function show(answers: Answers = {}, lab = labView()) {
  const transport = new FakeTransport({
    'lab:scenarios': [scenario('contoso', 'Contoso'), scenario('first-day', 'First day')],
    'lab:recent': [{ id: 'b', fileName: 'other.tandem', title: 'Other', scenario: 'contoso', now, isOpen: false }],
    'lab:checkpoints': [
      { name: 'baseline', at: now, madeAt: 1_795_984_800, hash, bytes: 3_000_000 },
      { name: 'mine', at: now, madeAt: 1_795_988_400, hash: null, bytes: 5_000_000 },
    ],
    'settings.list': [administrator, remoteHelp],
    ...answers,
  });
  connect(transport);
  showLab(lab);
  render(Lab);
  return transport;
}

beforeEach(() => {
  startRouter({}, NotFound);
});

describe('the Lab screen', () => {
  it('shows seed, file and the statement that the file reveals the truth', async () => {
    show();
    const facts = screen.getByRole('region', { name: 'This lab' });
    expect(facts.textContent).toContain('/labs/contoso.tandem');
    expect(within(facts).getByText('Seed').nextElementSibling?.textContent.trim()).toBe('1');
    expect(facts.textContent).toContain('This file reveals the lab’s truth.');
  });

  it('says of each checkpoint when it was made in real time, beside the simulated time it holds', async () => {
    show();
    const row = (await screen.findByRole('rowheader', { name: 'mine' })).closest('tr')!;
    expect(row.textContent).toContain('Wed 16 Sep 2026 09:30');
    expect(row.querySelector('time')!.getAttribute('datetime')).toBe('2026-11-29T21:40:00Z');
  });

  it('resets to a checkpoint after asking, and shows the proof by hash', async () => {
    const transport = show({ 'lab:reset': { archived: 'before reset 1', to: 'baseline', hash, matches: true } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Reset to baseline' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Reset to baseline?' });
    expect(dialog.textContent).toContain('archived first');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Reset' }));
    expect(await screen.findByText('Reset to baseline, and proven')).toBeTruthy();
    expect(transport.asked('lab:reset')).toEqual([{ to: 'baseline' }]);
    expect(screen.getByText('before reset 1')).toBeTruthy();
  });

  it('warns when the hash after a reset differs', async () => {
    show({ 'lab:reset': { archived: 'x', to: 'baseline', hash, matches: false } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Reset to baseline' }));
    await fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Reset' }));
    expect(await screen.findByText('Reset to baseline, but the hash differs')).toBeTruthy();
  });

  it('saves a checkpoint by name and refuses a name that is taken', async () => {
    const transport = show({ 'lab:checkpoint': ({ name }) => ({ name, at: now, madeAt: now, hash: null, bytes: 1 }) });
    await fireEvent.click(screen.getByRole('button', { name: 'Save checkpoint…' }));
    const name = await screen.findByRole('textbox', { name: /^Name/ });
    await fireEvent.input(name, { target: { value: 'Baseline' } });
    await fireEvent.submit(name.closest('form')!);
    expect(await screen.findByText(/checkpoints are never overwritten/)).toBeTruthy();
    expect(transport.asked('lab:checkpoint')).toEqual([]);
    await fireEvent.input(name, { target: { value: 'before the wipe' } });
    await fireEvent.submit(name.closest('form')!);
    await vi.waitFor(() => expect(transport.asked('lab:checkpoint')).toEqual([{ name: 'before the wipe' }]));
  });

  it('computes the hash and checks integrity on demand', async () => {
    show({ 'lab:hash': { hash }, 'lab:check': { ok: false, violations: ['order 7 has no device'] } });
    await fireEvent.click(screen.getByRole('button', { name: 'Compute hash' }));
    expect(await screen.findByText(hash)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Check integrity' }));
    expect(await screen.findByText(/order 7 has no device/)).toBeTruthy();
  });

  it('changes who is signed in and switches Remote Help', async () => {
    const written = [
      { ...administrator, value: 'sam' },
      { ...remoteHelp, value: 'off' },
    ];
    const transport = show({ 'settings.configure': written[0]! });
    const signedIn = await screen.findByRole('combobox', { name: 'Signed in as' });
    await fireEvent.change(signedIn, { target: { value: 'sam' } });
    await vi.waitFor(() => expect(transport.asked('settings.configure')).toHaveLength(1));
    // The other list on the page learns of it from the lab, as it learns of every change.
    transport.answer({ 'settings.list': written });
    transport.emit('lab-changed', { revision: 2, now });
    await vi.waitFor(() => expect(screen.getByRole<HTMLInputElement>('switch').checked).toBe(false));
    expect(transport.asked('settings.configure')[0]).toEqual({ setting: 'administrator', value: 'sam', target: null });
  });

  it('keeps commands out of reach without a lab, each with its reason', async () => {
    const transport = show({ 'lab:checkpoints': { ok: false, code: 'labNotOpen', message: 'No lab.', next: '' } });
    showLab(null);
    expect(await screen.findByRole('heading', { name: 'No lab is open' })).toBeTruthy();
    const compute = screen.getByRole('button', { name: 'Compute hash' });
    expect(compute.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(compute);
    expect(transport.asked('lab:hash')).toEqual([]);
  });

  it('shows the room that checkpoints take, and deletes one when that is confirmed, never the baseline', async () => {
    const transport = show({ 'lab:delete-checkpoint': null });
    expect(await screen.findByText(/2 checkpoints, 7.6 MB on the disk/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Delete baseline' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Delete mine' }));
    expect(transport.asked('lab:delete-checkpoint')).toEqual([]);
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    await vi.waitFor(() => expect(transport.asked('lab:delete-checkpoint')).toEqual([{ name: 'mine' }]));
  });

  it('puts any of the checkpoints that are offered in the place of an unusable lab', async () => {
    const transport = show({
      'lab:open': {
        ok: false,
        code: 'damaged',
        message: 'Its checkpoint "two" can take its place.',
        next: '',
        details: { id: 'b', checkpoint: 'two', checkpoints: ['two', 'one', 'baseline'] },
      },
      'lab:recover': labView({ title: 'Back' }),
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Open Other, other.tandem' }));
    expect(await screen.findByRole('button', { name: 'Open checkpoint “two”' })).toBeTruthy();
    await fireEvent.change(screen.getByRole('combobox', { name: 'Another checkpoint to open' }), {
      target: { value: 'one' },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Open checkpoint “one”' }));
    await vi.waitFor(() => expect(transport.asked('lab:recover')).toEqual([{ id: 'b', to: 'one' }]));
  });

  it('saves the state elsewhere when the file of the lab is gone', async () => {
    const gone = { ok: false as const, code: 'fileGone' as const, message: 'The file was deleted.', next: 'Save it.' };
    const transport = show({ 'lab:reset': gone, 'lab:save-copy': { fileName: 'copy.tandem' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Reset to baseline…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Reset' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Save elsewhere…' }));
    await vi.waitFor(() => expect(transport.asked('lab:save-copy')).toEqual([{}]));
  });

  it('opens a lab that was used before', async () => {
    const transport = show({ 'lab:open': labView({ title: 'Other' }) });
    await fireEvent.click(await screen.findByRole('button', { name: 'Open Other, other.tandem' }));
    await vi.waitFor(() => expect(transport.asked('lab:open')).toEqual([{ id: 'b' }]));
    expect(await screen.findByRole('heading', { level: 1, name: /Other/ })).toBeTruthy();
  });
});

describe('a new lab', () => {
  const open = async (answers: Answers) => {
    const transport = show(answers);
    await fireEvent.click(screen.getByRole('button', { name: 'New lab…' }));
    await screen.findByRole('radio', { name: /First day/ });
    return transport;
  };

  it('is created from the chosen scenario with seed and number of devices', async () => {
    const transport = await open({ 'lab:create': labView() });
    await fireEvent.click(screen.getByRole('radio', { name: /Contoso/ }));
    await fireEvent.input(screen.getByRole('textbox', { name: 'Devices' }), { target: { value: '10,000' } });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Seed' }), { target: { value: '42' } });
    await fireEvent.submit(screen.getByRole('textbox', { name: 'Seed' }).closest('form')!);
    await vi.waitFor(() =>
      expect(transport.asked('lab:create')).toEqual([{ scenario: 'contoso', seed: 42, devices: 10_000 }]),
    );
  });

  it('has no number to choose where every device has a name', async () => {
    const transport = await open({ 'lab:create': labView() });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Devices' }), { target: { value: '10,000' } });
    await fireEvent.click(screen.getByRole('radio', { name: /First day/ }));
    expect(screen.queryByRole('textbox', { name: 'Devices' })).toBeNull();
    await fireEvent.submit(screen.getByRole('textbox', { name: 'Seed' }).closest('form')!);
    await vi.waitFor(() =>
      expect(transport.asked('lab:create')).toEqual([{ scenario: 'first-day', seed: 1, devices: null }]),
    );
  });

  it('refuses numbers that the lab would not take', async () => {
    const transport = await open({});
    await fireEvent.input(screen.getByRole('textbox', { name: 'Devices' }), { target: { value: '0' } });
    await fireEvent.submit(screen.getByRole('textbox', { name: 'Seed' }).closest('form')!);
    expect(await screen.findByText('A whole number from 1 to 100,000.')).toBeTruthy();
    expect(transport.asked('lab:create')).toEqual([]);
  });

  it('lists what is wrong with a scenario file by line and path', async () => {
    await open({
      'lab:choose-scenario': {
        fileName: 'mine.scenario.yaml',
        problems: [{ line: 12, column: 5, path: 'offices[1].zone', message: 'No such zone.', expected: 'berlin' }],
      },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Choose a scenario file…' }));
    expect(await screen.findByText('mine.scenario.yaml cannot be used: 1 problem')).toBeTruthy();
    const row = screen.getByText('offices[1].zone').closest('tr')!;
    expect([...row.cells].map((cell) => cell.textContent)).toEqual([
      '12:5',
      'offices[1].zone',
      'No such zone.',
      'berlin',
    ]);
  });

  it('takes a scenario file of one’s own by its token', async () => {
    const transport = await open({
      'lab:choose-scenario': { token: 'file-1', summary: scenario('mine', 'Mine') },
      'lab:create': labView(),
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Choose a scenario file…' }));
    const own = await screen.findByRole<HTMLInputElement>('radio', { name: /Mine/ });
    await vi.waitFor(() => expect(own.checked).toBe(true));
    await fireEvent.submit(own.closest('form')!);
    await vi.waitFor(() => expect(transport.asked('lab:create')[0]?.scenario).toBe('file-1'));
  });

  it('reads whole numbers as people write them', () => {
    expect(wholeNumber(' 100,000 ', 1, 100_000)).toEqual({ value: 100_000 });
    expect(wholeNumber('1.5', 1, 10)).toHaveProperty('problem');
    expect(wholeNumber('99999999999', 0, 4_294_967_295)).toHaveProperty('problem');
  });
});
