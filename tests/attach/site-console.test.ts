import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { minute } from '../../shared/time.ts';
import { buildLab, pass } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';

describe('CMPivot and scripts from the console of the site', () => {
  const devices = [
    coManaged({ name: 'HERE-1' }),
    coManaged({ name: 'HERE-2' }),
    coManaged({ name: 'AWAY-1', presence: 'leavesSoon' }),
  ];

  it('asks the clients of a collection, and counts those that are away', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const ask = (deviceId: number | null, collectionId: number | null, query: string) =>
      answerView(lab.db, 'attach.sitePivot', { deviceId, collectionId, query });
    const all = ask(null, 1, 'Device | project Device');
    expect(all).toMatchObject({ clients: 3, offline: 1, problem: null });
    expect(all.rows.map(([name]) => name)).toEqual(['HERE-1', 'HERE-2']);
    expect(ask(null, 1, 'OS | summarize count() by Caption').rows.map((row) => row.at(-1))).toEqual(['2']);
    const joined = ask(null, 1, 'Device | join (OS) | project Device, Caption');
    expect(joined.rows.map(([name]) => name)).toEqual(['HERE-1', 'HERE-2']);
    expect(ask(2, null, 'Device | project Device').rows).toEqual([['HERE-2']]);
    expect(ask(3, null, 'Device')).toMatchObject({ rows: [], clients: 1, offline: 1 });
    expect(ask(1, null, 'Nothing').problem).toContain('Nothing');
  });

  it('runs a script at clients that are not attached, and has their output when they are there', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const meant = { deviceId: null, collectionId: 1, script: 'Get-ClientVersion' } as const;
    const runs = () => answerView(lab.db, 'attach.siteScripts', meant);
    expect(runs()).toEqual([]);
    lab.input('attach.runSiteScript', meant);
    pass(lab, 2 * minute);
    expect(runs().map(({ device, state }) => `${device} ${state}`)).toEqual([
      'HERE-1 completed',
      'HERE-2 completed',
      'AWAY-1 inProgress',
    ]);
    expect(runs()[0]!.output).toMatch(/^\d+\./);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});
