import { describe, expect, it } from 'vitest';
import { clientLogs } from '../../main/simulation/logs/client/index.ts';
import { eventLogs } from '../../main/simulation/logs/event-logs.ts';
import { siteLogs } from '../../main/simulation/logs/site/index.ts';
import { commands } from '../../main/simulation/desktop/commands.ts';
import { enrollmentErrorByCode } from '../../shared/enrollment/errors.ts';
import { faults } from '../../shared/faults/catalogue.ts';
import { sightingText } from '../../shared/faults/fault.ts';
import { settingById } from '../../shared/settings/catalogue.ts';

describe('the catalogue of faults', () => {
  it('holds at least 28 of different kinds, each by an id of its own', () => {
    expect(faults.length).toBeGreaterThanOrEqual(28);
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
    expect(new Set(faults.map(({ title }) => title)).size).toBe(faults.length);
    expect(new Set(faults.map(({ component }) => component)).size).toBe(7);
    for (const target of [null, 'device', 'user', 'ou'])
      expect(faults.some((fault) => fault.target === target)).toBe(true);
  });

  it.each(faults.map((fault) => [fault.id, fault] as const))(
    '%s sets settings that exist to values they have',
    (_, fault) => {
      expect(fault.settings.length).toBeGreaterThan(0);
      expect(fault.settings.some(({ good }) => good !== null)).toBe(true);
      for (const { id, bad, good } of fault.settings) {
        const setting = settingById.get(id);
        expect(setting, id).toBeDefined();
        const { values, target } = setting!;
        // A setting is of what the fault is of, of the whole, or of the computers of a user.
        expect([fault.target, null, fault.target === 'user' ? 'device' : fault.target]).toContain(target);
        expect(good).not.toBe(bad);
        if (values === 'text') continue;
        const known = values.map(({ value }) => value);
        expect(known).toContain(bad);
        if (good !== null) expect(known).toContain(good);
      }
    },
  );

  it('has no two faults that put the same thing wrong in the same way', () => {
    const keys = faults.map(({ settings }) => settings.map(({ id, bad }) => `${id}=${bad}`).join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names logs and commands that there are', () => {
    const ofDevice = new Set<string>([...clientLogs, ...eventLogs].map(({ name }) => name));
    const ofSite = new Set<string>(siteLogs.map(({ name }) => name));
    for (const { id, detectableAt } of faults) {
      expect(detectableAt.length, id).toBeGreaterThan(1);
      for (const sighting of detectableAt) {
        expect(sightingText(sighting)).toContain(sighting.shows);
        if ('log' in sighting)
          expect((sighting.of === 'device' ? ofDevice : ofSite).has(sighting.log), `${id}: ${sighting.log}`).toBe(true);
        if ('command' in sighting)
          expect(Object.hasOwn(commands, sighting.command.split(' ')[0]!), `${id}: ${sighting.command}`).toBe(true);
      }
    }
  });

  it('gives a code that somebody sees, and decimals that are right', () => {
    for (const { id, code, detectableAt } of faults) {
      const shown = detectableAt.map(({ shows }) => shows).join('\n');
      if (code !== null) expect(shown.toLowerCase(), id).toContain(code.toLowerCase());
      for (const [, hexadecimal, decimal] of shown.matchAll(/(0x[0-9A-F]{8}) \((\d+)\)/g)) {
        expect(Number(hexadecimal), id).toBe(Number(decimal));
        expect(enrollmentErrorByCode.has(hexadecimal!), `${id}: ${hexadecimal}`).toBe(true);
      }
    }
  });

  it('tells symptoms without the cause, and remedies by real steps', () => {
    for (const { id, symptom, title, remedy } of faults) {
      expect(symptom, id).not.toBe(title);
      expect(symptom.endsWith('.'), id).toBe(true);
      expect(remedy.length, id).toBeGreaterThan(40);
    }
  });
});
