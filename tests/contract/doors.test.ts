import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { Lab } from '../../main/lab/lab.ts';
import { inputRule } from '../../main/lab/offers.ts';
import { errors } from '../../shared/contract/errors.ts';
import { inputs, views, type InputName, type ViewName } from '../../shared/offers.ts';
import { run, temporaryFolder } from '../cli/support.ts';
import { minute } from '../../shared/time.ts';
import { attach } from '../support/attached-lab.ts';
import { action, administratorOfRole, order, pass, sharedLab } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';
import { inputSamples, refusedInputs, refusedViews, viewSamples } from '../support/offer-samples.ts';

vi.mock('electron', () => ({ BrowserWindow: vi.fn(), ipcMain: {}, protocol: {}, session: {}, net: {} }));
const { answerRequest } = await import('../../main/ipc/register.ts');

/**
 * Two doors, one table: whatever shared/offers.ts lists is reached through the window's gate and through the command line, with
 * the same schema, the same answer, the same refusal and the same need. A new offer without samples fails here by name.
 */
type Outcome = { value: unknown } | { code: string; message: string };
type Params = Record<string, unknown>;
const file = (name: string): string => join(folder, `${name}.tandem`);
const folder = temporaryFolder();
let number = 0;
/** A lab of its own for each ask: both doors find the same state. */
const copyOf = (name: string): string => {
  const copy = file(`copy-${(number += 1)}`);
  copyFileSync(file(name), copy);
  return copy;
};
const keep = (lab: Lab, name: string): void => {
  lab.db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(lab.file, file(name));
};

const first = coManaged({ name: 'LAP-1', consentHabit: 'accept' });
sharedLab({ devices: [first, { name: 'LAP-2' }] }, (lab) => keep(lab, 'whole'));
const coManagement = { since: '2026-04-01T09:00:00Z', enroll: 'all' };
/** Attached, co-managed and with a running session, so that nothing but the right stands against any input. */
sharedLab({ devices: [first], cloud: { coManagement } }, (lab) => {
  attach(lab);
  pass(lab, 12 * minute);
  const session = order(lab, 'remoteAssistance');
  pass(lab, minute);
  expect([session, action(lab, session).state]).toEqual([1, 'active']);
  const upn = administratorOfRole('readOnlyOperator');
  for (const [setting, value, target] of [
    ['siteRole', 'readOnlyAnalyst', upn],
    ['administrator', upn, null],
  ] as const)
    lab.input('settings.configure', { setting, value, target });
  keep(lab, 'withoutRights');
});
/** Through the gate of the window, behind which reader and writer do nothing but call the door. */
async function window(lab: string, name: string, params: unknown): Promise<Outcome> {
  const open = Lab.open(copyOf(lab));
  try {
    const table = {
      view: (view: ViewName, asked: never) => Promise.resolve().then(() => answerView(open.db, view, asked) as unknown),
      input: (input: InputName, asked: never) => Promise.resolve().then(() => giveInput(open, input, asked) as unknown),
    };
    const result = await answerRequest({} as never, table, name, params, {} as never);
    if (result.ok) return { value: JSON.parse(JSON.stringify(result.value ?? null)) as unknown };
    expect(result.next).toBe(errors[result.code].next);
    return { code: result.code, message: result.message };
  } finally {
    open.close();
  }
}

async function commandLine(lab: string, name: string, params: unknown): Promise<Outcome> {
  const command = views.has(name) ? 'view' : 'input';
  const { exitCode, json } = await run(command, copyOf(lab), name, JSON.stringify(params));
  if (exitCode === 0) return { value: json as unknown };
  const { code, message, next } = (json as { error: { code: keyof typeof errors; message: string; next: string } })
    .error;
  expect([exitCode, next]).toEqual([errors[code].exit, errors[code].next]);
  return { code, message };
}

/** The revision counts what one opening did, which is no matter of the lab. */
const plain = (outcome: Outcome): Outcome => {
  if (!('value' in outcome) || typeof outcome.value !== 'object' || outcome.value === null) return outcome;
  if (Array.isArray(outcome.value)) return outcome;
  const { revision: _revision, ...rest } = outcome.value as Params;
  return { value: rest };
};

const names = [...views.keys(), ...inputs.keys()];
const samples = { ...viewSamples, ...inputSamples } as Record<string, Params>;
const refused = { ...refusedViews, ...refusedInputs } as Record<
  string,
  { params: Params; code: string; command?: string[] } | null
>;

describe.each(names)('%s', (name) => {
  it('has samples', () => {
    expect(Object.keys(samples)).toContain(name);
    expect(Object.keys(refused)).toContain(name);
  });

  it('answers the same through both doors', async () => {
    const [one, two] = [await window('whole', name, samples[name]), await commandLine('whole', name, samples[name])];
    expect(plain(two)).toEqual(plain(one));
  });

  it('has one schema at both doors', async () => {
    const { [Object.keys(samples[name]!)[0] ?? '']: _left, ...rest } = samples[name]!;
    const wrong: unknown[] = [{ ...samples[name], more: 1 }, null, [samples[name]]];
    if (Object.keys(samples[name]!).length > 0) wrong.push(rest);
    for (const params of wrong) {
      const gate = (await window('whole', name, params)) as { code: string; message: string };
      expect(gate.code).toBe('badRequest');
      // Whoever types is told what is wrong with it in the same words, but not to report it.
      expect(await commandLine('whole', name, params)).toEqual({ code: 'usage', message: gate.message });
    }
  });

  it('is refused in the same words through both doors', async () => {
    const sample = refused[name];
    // A few views refuse nobody: they take no parameters, or only what may find nothing.
    if (!sample) return;
    const { params, code, command } = sample;
    const gate = await window('whole', name, params);
    expect(gate).toMatchObject({ code });
    expect(await commandLine('whole', name, params)).toEqual(gate);
    if (!command) return;
    const [first, ...rest] = command as [string, ...string[]];
    const { json } = await run(first, copyOf('whole'), ...rest);
    expect((json as { error: unknown }).error).toMatchObject(gate);
  });
});

describe('what an input needs', () => {
  // An action says what it needs in the catalogue of actions.
  const needing = ([...inputs.keys()] as InputName[]).filter((name) => {
    const rule = inputRule(name);
    return (
      name === 'actions.order' || (typeof rule === 'object' && (rule.needs !== undefined || rule.page !== undefined))
    );
  });

  it('is declared by those of the notes', () => {
    expect(needing.toSorted()).toEqual([
      'actions.order',
      'apps.order',
      'attach.configure',
      'attach.detach',
      'attach.fetchTimeline',
      'attach.keepPivot',
      'attach.runScript',
      'attach.showRecoveryKey',
      'comanagement.enable',
      'comanagement.remove',
      'devices.enableObjects',
      'devices.removeRecords',
      'sessions.requestControl',
      'workloads.move',
    ]);
  });

  it.each(needing)('%s asks for through both doors', async (name) => {
    const gate = await window('withoutRights', name, samples[name]);
    expect(['missingRight', 'siteRefused']).toContain((gate as { code?: string }).code);
    expect(await commandLine('withoutRights', name, samples[name])).toEqual(gate);
  });

  it.each([
    ['workloads.preview', 'workloads.move'],
    ['comanagement.preview', 'comanagement.enable'],
  ])('%s asks for through both doors, in the words of %s', async (preview, input) => {
    const refusal = await window('withoutRights', input, samples[input]);
    expect(refusal).toMatchObject({ code: 'siteRefused' });
    expect(await window('withoutRights', preview, samples[preview])).toEqual(refusal);
    expect(await commandLine('withoutRights', preview, samples[preview])).toEqual(refusal);
  });
});
