import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { answerView } from '../../main/lab/door.ts';
import { buildLab, pass, refusalCode } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';

const lab2 = () => buildLab({ devices: ['A', 'B'].map((name) => coManaged({ name })) });
const resultant = (lab: Lab, deviceId: number) => answerView(lab.db, 'settings.resultant', { deviceId });
const create = (lab: Lab, name: string, settings: Record<string, string>): number =>
  lab.input('settings.createClientSettings', { name, description: '', settings });
function collectionOf(lab: Lab, name: string, deviceIds: number[]): number {
  const rules = [{ kind: 'direct' as const, deviceIds }];
  const id = lab.input('collections.create', { name, comment: '', limitingId: 1, isIncremental: false, rules });
  pass(lab, 60);
  return id;
}
const orders = (lab: Lab) =>
  answerView(lab.db, 'settings.clientSettings', {}).map(({ name, priority }) => `${priority} ${name}`);

describe('custom client settings', () => {
  it('hold for nobody before they are deployed, then for the members of every collection they are deployed to', () => {
    const lab = lab2();
    const [one, two] = [collectionOf(lab, 'One', [1]), collectionOf(lab, 'Two', [2])];
    const settingsId = create(lab, 'Pilot settings', { softwareUpdates: 'off' });
    const off = () => [1, 2].map((id) => resultant(lab, id)['softwareUpdates']);
    expect(off()).toEqual(['on', 'on']);
    lab.input('settings.deployClientSettings', { settingsId, collectionId: one });
    expect(off()).toEqual(['off', 'on']);
    lab.input('settings.deployClientSettings', { settingsId, collectionId: two });
    expect(off()).toEqual(['off', 'off']);
    lab.input('settings.undeployClientSettings', { settingsId, collectionId: one });
    expect(off()).toEqual(['on', 'off']);
    expect(refusalCode(() => lab.input('collections.delete', { collectionId: two }))).toBe('collectionInUse');
    lab.input('settings.deleteClientSettings', { settingsId });
    expect(off()).toEqual(['on', 'on']);
    lab.input('collections.delete', { collectionId: two });
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('win by their order, which Move Item Up and Down change', () => {
    const lab = lab2();
    const all = collectionOf(lab, 'All', [1, 2]);
    const first = create(lab, 'First', { softwareUpdates: 'off' });
    const second = create(lab, 'Second', { softwareUpdates: 'on', endpointAnalytics: 'off' });
    for (const settingsId of [first, second])
      lab.input('settings.deployClientSettings', { settingsId, collectionId: all });
    expect(orders(lab)).toEqual(['1 First', '2 Second', '10000 Default Client Settings']);
    expect(resultant(lab, 1)).toMatchObject({ softwareUpdates: 'off', endpointAnalytics: 'off' });
    lab.input('settings.moveClientSettings', { settingsId: second, direction: 'up' });
    expect(orders(lab)).toEqual(['1 Second', '2 First', '10000 Default Client Settings']);
    expect(resultant(lab, 1)).toMatchObject({ softwareUpdates: 'on' });
    const move = (settingsId: number, direction: 'up' | 'down') => () =>
      lab.input('settings.moveClientSettings', { settingsId, direction });
    expect(refusalCode(move(second, 'up'))).toBe('settingUnknown');
    expect(refusalCode(move(first, 'down'))).toBe('settingUnknown');
  });

  it('have a name of their own and at least one setting', () => {
    const lab = lab2();
    const id = create(lab, 'One', { softwareUpdates: 'off' });
    expect(refusalCode(() => create(lab, 'ONE', { softwareUpdates: 'off' }))).toBe('nameTaken');
    expect(refusalCode(() => create(lab, 'Default client settings', { softwareUpdates: 'off' }))).toBe('nameTaken');
    expect(refusalCode(() => create(lab, 'Two', {}))).toBe('settingUnknown');
    expect(refusalCode(() => create(lab, 'Two', { softwareUpdates: 'maybe' }))).toBe('settingUnknown');
    lab.input('settings.editClientSettings', {
      settingsId: id,
      name: 'one',
      description: 'of the pilot',
      settings: { endpointAnalytics: 'off' },
    });
    expect(answerView(lab.db, 'settings.clientSettings', {})[0]).toMatchObject({
      name: 'one',
      description: 'of the pilot',
      settings: { endpointAnalytics: 'off' },
    });
  });
});
