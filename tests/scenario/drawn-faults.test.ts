import { expect, it } from 'vitest';
import { prepared } from '../../main/db/tables.ts';
import { buildLab, groupOf } from '../support/build-lab.ts';

it('faults among the devices of a group give each device one of them at most, also where nobody has it', () => {
  const among = (fault: string) => ({ fault, among: 'Kiosks', count: 6 });
  const lab = buildLab({
    population: [groupOf('Kiosks', 12, { presence: { always: 1 }, join: 'domain', client: true, users: 'none' })],
    cloud: { faults: [among('joinTaskDisabled'), among('tpmFipsMode')] },
  });
  const targets = prepared(lab.db, 'SELECT target FROM faults').pluck().all() as string[];
  expect(targets).toHaveLength(12);
  expect(new Set(targets).size).toBe(12);
});
