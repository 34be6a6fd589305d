import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { buildLab } from '../support/build-lab.ts';

describe('the users of a tenant', () => {
  const ask = (
    lab: ReturnType<typeof buildLab>,
    set: Partial<{ search: string; of: 'all' | 'licensed' | 'administrators' }>,
  ) => answerView(lab.db, 'identity.users', { search: '', of: 'all', offset: 0, limit: 500, ...set });

  it('are all of them, by name', () => {
    const lab = buildLab({});
    const { total, rows } = ask(lab, {});
    expect(total).toBe(lab.db.prepare('SELECT count(*) FROM users').pluck().get());
    const names = rows.map(({ name }) => name.toLowerCase());
    expect(names).toEqual(names.toSorted());
  });

  it('are counted as the tenant counts its licenses, and follow them', () => {
    const lab = buildLab({});
    const licensed = () => ask(lab, { of: 'licensed' });
    const [first] = licensed().rows;
    expect(licensed().total).toBe(answerView(lab.db, 'identity.read', {}).users.intuneLicenses);
    lab.input('settings.configure', { setting: 'intuneLicense', value: 'off', target: first!.upn });
    expect(licensed().rows.map(({ upn }) => upn)).not.toContain(first!.upn);
    expect(ask(lab, { search: first!.upn }).rows[0]).toMatchObject({ hasIntuneLicense: false });
  });

  it('hold roles where they administer', () => {
    const { rows } = ask(buildLab({}), { of: 'administrators' });
    expect(rows.length).toBeGreaterThan(0);
    for (const { role } of rows) expect(role).not.toBeNull();
  });
});
