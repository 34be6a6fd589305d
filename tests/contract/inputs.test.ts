// Proves promises of docs/reliability.md.
import { describe, expect, it } from 'vitest';
import type { InputName, InputParams } from '../../shared/offers.ts';
import { giveInput } from '../../main/lab/door.ts';
import { buildLab, refusalCode } from '../support/build-lab.ts';

/** What a person calls something, and every input that takes such a name. */
const namings: { [N in InputName]?: (name: string) => InputParams<N> } = {
  'collections.create': (name) => ({ name, comment: '', limitingId: 1, isIncremental: false }),
  'collections.addRule': (name) => ({
    collectionId: 1,
    rule: { kind: 'query', name, query: [{ field: 'name', operator: 'equals', value: 'x' }] },
  }),
  'collections.sync': (group) => ({ collectionId: 1, group, isFull: false }),
  'workloads.assignPolicy': (name) => ({
    name,
    workload: 'clientApps',
    kind: 'app',
    groupId: null,
    isAssigned: true,
  }),
  'settings.customize': (name) => ({ name, priority: 1, collectionId: 1, settings: {} }),
  'autopilot.addDevices': (serialNumber) => ({
    devices: [{ serialNumber, model: 'default', groupTag: '', assignedUser: null }],
  }),
};
const unreadable = {
  'nothing at all': '',
  'only blanks': ' \u2003 ',
  'a control character': 'Pi\u0000lot',
  'a line break': 'Pi\nlot',
  'a line separator': 'Pi\u2028lot',
  'a direction change': 'Pi\u202Elot',
  'an invisible character': 'Pi\u200Blot',
  'a filler': '\u3164',
  'a filler of syllables': '\u115F\u1160',
  'a filler of half the width': 'Pi\uFFA0lot',
  'an empty braille cell': '\u2800',
  'a joiner that is not seen': 'Pi\u034Flot',
  'a shape of nothing': '\uFE0F',
  'a shape of a blank': 'Pi \uFE0Flot',
  'a shape of a shape': 'Pi\uFE0E\uFE0Flot',
  'half a character': 'Pi\uD800lot',
  'two hundred characters': 'x'.repeat(200),
};

describe('an input', () => {
  it.each(Object.keys(unreadable) as (keyof typeof unreadable)[])('takes no name that is %s', (what) => {
    const lab = buildLab();
    const before = lab.hash();
    for (const [input, params] of Object.entries(namings)) {
      const given = (params as (name: string) => never)(unreadable[what]);
      expect(
        refusalCode(() => lab.input(input as InputName, given)),
        input,
      ).toBe('badRequest');
      expect(
        refusalCode(() => giveInput(lab, input as InputName, given)),
        input,
      ).toBe('badRequest');
    }
    expect(lab.hash()).toBe(before);
  });

  it('takes a name with a shape chosen for a character of it', () => {
    const lab = buildLab();
    const name = 'Pilot \u2708\uFE0F \u845B\u{E0100} M\u00FCnchen \uB300';
    lab.input('collections.create', { name, comment: '', limitingId: 1, isIncremental: false });
    expect(lab.replay().equal).toBe(true);
  });

  it('is parsed where it is carried out, so that whatever is journaled can be played again', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const before = lab.hash();
    const refused: [InputName, unknown][] = [
      ['desktop.run', { deviceId: 1, command: '' }],
      ['desktop.run', { deviceId: 1, command: 'x'.repeat(1500) }],
      ['desktop.run', { deviceId: 1 }],
      ['desktop.run', { deviceId: 1, command: 'ver', more: 1 }],
      ['desktop.run', { deviceId: 'LAP-1', command: 'ver' }],
      ['actions.order', { kind: 'sync', deviceIds: [1, 'LAP-1'], options: {} }],
      ['actions.order', { kind: 'sync', deviceIds: [], options: {} }],
    ];
    for (const [input, params] of refused)
      expect(
        refusalCode(() => lab.input(input, params as never)),
        JSON.stringify(params).slice(0, 80),
      ).toBe('badRequest');
    expect(lab.hash()).toBe(before);
    lab.input('desktop.run', { command: 'ver', deviceId: 1 });
    expect(lab.replay().equal).toBe(true);
  });
});
