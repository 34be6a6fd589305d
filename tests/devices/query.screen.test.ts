import { describe, expect, it } from 'vitest';
import { emptyQuery, formatQuery, listAddress, parseQuery } from '../../renderer/devices/list/devices-query.ts';
import { deviceLists } from '../../shared/devices/lists.ts';
import { addressOf, screenAt } from '../../shared/screens.ts';
import type { ListQuery } from '../../shared/devices/views.ts';

const query: ListQuery = {
  list: 'fleet',
  filters: [
    { field: 'platform', value: 'windows' },
    { field: 'compliance', value: 'noncompliant' },
    { field: 'compliance', value: 'inGracePeriod' },
    { field: 'model', value: 'Surface Pro 9 & dock=1' },
  ],
  search: 'ana lópez',
  sort: { field: 'lastIntuneCheckIn', descending: true },
};

describe('the address of a list', () => {
  it('says everything about the query, and reads back as the same query', () => {
    expect(parseQuery('fleet', new URLSearchParams(formatQuery(query)))).toEqual(query);
  });

  it('is the bare path when nothing is filtered', () => {
    expect(listAddress({ list: 'intune' })).toBe(addressOf('cloudDevices'));
    expect(listAddress({ list: 'ad' })).toBe(addressOf('domainController'));
  });

  it('leads to a screen that exists, whichever list it is', () => {
    for (const list of deviceLists) expect(screenAt(listAddress({ list }).split('?')[0]!)).toBeDefined();
  });

  it('leaves out what the list does not know, so that an old or mistyped link still opens', () => {
    const params = new URLSearchParams('color=blue&compliance=compliant&sort=-color');
    expect(parseQuery('intune', params)).toEqual({
      ...emptyQuery('intune'),
      filters: [{ field: 'compliance', value: 'compliant' }],
    });
  });

  it('stays within what the lab accepts', () => {
    const params = new URLSearchParams({ search: 'x'.repeat(500) });
    for (let index = 0; index < 60; index += 1) params.append('model', `Model ${index}`);
    const parsed = parseQuery('fleet', params);
    expect(parsed.search).toHaveLength(200);
    expect(parsed.filters).toHaveLength(40);
  });
});
