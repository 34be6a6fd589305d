import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkConfirmation } from '../../main/lab/actions/confirmation.ts';
import { targetsOf } from '../../main/lab/actions/targets.ts';
import { Lab } from '../../main/lab/lab.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { errors, type ErrorCode } from '../../shared/contract/errors.ts';
import { remoteActions } from '../../shared/actions/words.ts';
import { done, run, temporaryFolder, type Answer } from './support.ts';

const folder = temporaryFolder();
const file = join(folder, 'lab.tandem');
const path = (name: string): string => join(folder, name);
let before: Answer['json'];
beforeAll(async () => {
  await done('create', '--scenario', 'first-day', '--out', file);
  before = await done('info', file);
});

/** Runs a command that has to be refused, and answers the error after checking that it tells enough. */
async function refused(code: ErrorCode, ...argv: string[]): Promise<Answer['json']> {
  const { exitCode, json } = await run(...argv);
  expect(json, argv.join(' ')).toMatchObject({ error: { code, next: errors[code].next } });
  expect(json.error.message.length).toBeGreaterThan(10);
  expect(exitCode).toBe(errors[code].exit);
  return json;
}

describe('a refusal', () => {
  it('says that a lab is in the way, and replaces it only when told', async () => {
    await refused('fileExists', 'create', '--scenario', 'first-day', '--out', file);
    const other = path('forced.tandem');
    await done('create', '--scenario', 'first-day', '--seed', '1', '--out', other);
    await done('advance', other, '1d');
    const forced = await done('create', '--scenario', 'first-day', '--seed', '2', '--out', other, '--force');
    expect(await done('info', other)).toMatchObject({
      ...forced,
      inputs: 0,
      checkpoints: [{ name: 'baseline', hash: forced.hash }],
    });
  });

  it('says that a scenario of named devices has no number to change, and leaves nothing behind', async () => {
    const entries = readdirSync(folder);
    for (const devices of ['5', '25', '100000']) {
      const out = path('counted.tandem');
      await refused('notScalable', 'create', '--scenario', 'first-day', '--devices', devices, '--out', out);
    }
    expect(readdirSync(folder)).toEqual(entries);
  });

  it('says where simulated time ends, for durations and dates alike', async () => {
    const other = path('late.tandem');
    await done('create', '--scenario', 'first-day', '--out', other, '--no-hash');
    await refused('dateTooLate', 'advance', other, '--until', '2100-01-01T00:00:01Z');
    await refused('dateTooLate', 'advance', other, '--until', '9999-12-31');
    const { to } = await done('advance', other, '--until', '2100-01-01', '--no-hash');
    expect(to).toBe('2100-01-01T00:00:00Z');
    await refused('dateTooLate', 'advance', other, '1s');
    expect((await done('info', other)).now).toBe('2100-01-01T00:00:00Z');
  });

  it('names the device that is not there, and the candidates where several are meant', async () => {
    await refused('deviceNotFound', 'device', file, 'NOT-THERE');
    await refused('deviceNotFound', 'action', file, 'sync', '--device', '9999');
    await refused('deviceNotFound', 'activities', file, '--device', ' ');
    const other = path('namesakes.tandem');
    await done('create', '--scenario', 'first-day', '--out', other, '--no-hash');
    const db = new Database(other);
    db.exec(`UPDATE devices SET name = 'Zoë''s Ölpumpe' WHERE id IN (4, 6, 9)`);
    db.exec(`UPDATE devices SET name = '6' WHERE id = 11`);
    db.close();
    const json = await refused('nameAmbiguous', 'device', other, 'ZOË’S ÖLPUMPE'.replace('’', "'"));
    expect(json.error.candidates).toEqual(['4', '6', '9'].map((id) => ({ id, name: "Zoë's Ölpumpe" })));
    expect(json.error.message).toContain('(id 9)');
    expect((await done('devices', other, '--filter', "name=zoë's ÖLPUMPE")).total).toBe(3);
    // An id is believed before a name, and a device's own name before a recorded one.
    expect((await done('device', other, '6')).id).toBe('6');
    expect((await done('device', other, 'lap-felix')).id).toBe('4');
  });

  it('gives the platform, the ownership or the record as the reason', async () => {
    await refused('noIntuneRecord', 'action', file, 'sync', '--device', 'PC-WAREHOUSE');
    await refused('notSupported', 'action', file, 'remoteAssistance', '--device', 'iPhone-FAB-0007');
    await refused('deviceOffline', 'action', file, 'remoteAssistance', '--device', 'LAP-JONAS');
    await refused('alreadyWaiting', 'action', file, 'wipe', '--device', '8', '--confirm', 'LAP-OMAR');
    await refused(
      'badOption',
      'action',
      file,
      'wipe',
      '--device',
      'LAP-TOM',
      '--option',
      'everything=true',
      '--confirm',
      'LAP-TOM',
    );
    await refused('badOption', 'action', file, 'sync', '--device', 'LAP-TOM', 'lap-tom', '--confirm', '2');
    await refused(
      'badOption',
      'action',
      file,
      'wipe',
      '--device',
      'iPhone-FAB-0007',
      '--option',
      'useProtectedWipe=true',
      '--confirm',
      'iPhone-FAB-0007',
    );
    await refused(
      'tooManyDevices',
      'action',
      file,
      'remoteAssistance',
      '--device',
      'LAP-TOM',
      'LAP-MEI',
      '--confirm',
      '2',
    );
  });

  it('lists every device that stands against a bulk order', async () => {
    const json = await refused(
      'noIntuneRecord',
      'action',
      file,
      'sync',
      '--device',
      'PC-WAREHOUSE',
      'LAP-TOM',
      'FAB-SRV-FS01',
      '--confirm',
      '3',
    );
    expect(json.error.refusals.map(({ device, code }: { device: string; code: string }) => [device, code])).toEqual([
      ['PC-WAREHOUSE', 'noIntuneRecord'],
      ['FAB-SRV-FS01', 'noIntuneRecord'],
    ]);
  });

  it('takes a recorded name in a confirmation as well as the device’s own', () => {
    const lab = Lab.open(file);
    try {
      const device = deviceView(lab.db, 8);
      const [own, recorded] = [device.name, device.records.intune!.fields['name'] as string];
      expect(own).not.toBe(recorded);
      const confirm = (text: string | null) => () =>
        checkConfirmation(lab.db, remoteActions.wipe, targetsOf(lab.db, { deviceIds: [8] }), text);
      expect(confirm(own)).not.toThrow();
      expect(confirm(recorded)).not.toThrow();
      for (const text of [null, '', own.toLowerCase(), `${own} `, '8', '1']) expect(confirm(text)).toThrow(/exactly/);
    } finally {
      lab.close();
    }
  });

  it('follows the rights of who is signed in', async () => {
    const other = path('rights.tandem');
    await done('create', '--scenario', 'first-day', '--out', other, '--no-hash');
    await done('configure', other, 'administrator', 'ines.duarte@fabrikam.com');
    await refused('missingRight', 'action', other, 'sync', '--device', 'LAP-TOM');
    await done('configure', other, 'administrator', 'SAM.OFORI@fabrikam.com');
    expect((await done('action', other, 'sync', '--device', 'LAP-TOM')).actions[0].requestedBy).toBe(
      'sam.ofori@fabrikam.com',
    );
    await done('configure', other, 'remoteHelp', 'off');
    await refused('remoteHelpOff', 'action', other, 'remoteAssistance', '--device', 'LAP-TOM');
  });

  it('changes nothing', async () => {
    expect(await done('info', file)).toEqual(before);
  });
});

describe('a bad scenario', () => {
  const valid = readFileSync(join(import.meta.dirname, '../../resources/scenarios/first-day.scenario.yaml'), 'utf8');
  const bad: Record<string, string | Buffer> = {
    empty: '',
    'not a map': '- a\n- b\n',
    'not YAML': 'name: [1, 2\nsite: }',
    'a newer schema': valid.replace(/^schemaVersion: \d+/m, 'schemaVersion: 99'),
    'an unknown key': `${valid}\nsurprise: true\n`,
    'a wrong type': valid.replace(/^start: .*/m, 'start: [1]'),
    'an anchor and its alias': `${valid}\nx: &a [1]\ny: *a\n`,
    'a key twice': `${valid}\nname: again\n`,
    binary: Buffer.from([0xff, 0xfe, 0x00, 0x01]),
    'two documents': `${valid}\n---\n${valid}`,
  };

  it.each(Object.entries(bad))('%s is refused with places, and leaves nothing behind', async (_title, content) => {
    const scenario = path('bad.scenario.yaml');
    writeFileSync(scenario, content);
    const validated = await refused('scenarioInvalid', 'validate', scenario);
    expect(validated.errors.length).toBeGreaterThan(0);
    for (const error of validated.errors) {
      expect(error).toEqual({
        line: expect.any(Number),
        column: expect.any(Number),
        path: expect.any(String),
        message: expect.stringMatching(/.{5}/),
        expected: expect.stringMatching(/.{2}/),
      });
      expect(error.line).toBeGreaterThan(0);
    }
    const entries = readdirSync(folder);
    expect(
      (await refused('scenarioInvalid', 'create', '--scenario', scenario, '--out', path('bad.tandem'))).errors,
    ).toEqual(validated.errors);
    expect(readdirSync(folder)).toEqual(entries);
  });

  it('does not replace the lab that --force was given for', async () => {
    const scenario = path('bad.scenario.yaml');
    writeFileSync(scenario, 'name: 1\n');
    await refused('scenarioInvalid', 'create', '--scenario', scenario, '--out', file, '--force');
    expect(await done('info', file)).toEqual(before);
  });

  it('that does not exist is no scenario', async () => {
    expect(await refused('scenarioNotFound', 'validate', path('none.scenario.yaml'))).toMatchObject({ errors: [] });
    expect(existsSync(path('none.scenario.yaml'))).toBe(false);
  });
});
