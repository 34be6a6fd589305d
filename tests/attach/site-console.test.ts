import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { administratorOf } from '../../main/lab/engine/administrator.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildLab, pass, refusalCode } from '../support/build-lab.ts';
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
    expect(all).toMatchObject({ clients: 3, asked: 3, offline: 1, total: 2, problem: null });
    expect(all.rows.map(([name]) => name)).toEqual(['HERE-1', 'HERE-2']);
    expect(ask(null, 1, 'OS | summarize count() by Caption').rows.map((row) => row.at(-1))).toEqual(['2']);
    const joined = ask(null, 1, 'Device | join (OS) | project Device, Caption');
    expect(joined.rows.map(([name]) => name)).toEqual(['HERE-1', 'HERE-2']);
    expect(ask(2, null, 'Device | project Device').rows).toEqual([['HERE-2']]);
    expect(ask(3, null, 'Device')).toMatchObject({ rows: [], total: 0, clients: 1, asked: 1, offline: 1 });
    expect(ask(1, null, 'Nothing').problem).toContain('Nothing');
  });

  it('asks the first 500 clients, and tells how many clients and rows there are', () => {
    const records = [coManaged({ client: false, enrolled: false }), coManaged({ client: false, enrolled: false })];
    const lab = buildLab({ devices: [...records, ...Array.from({ length: 501 }, () => coManaged())] });
    pass(lab, 10 * minute);
    const ask = (query: string) => answerView(lab.db, 'attach.sitePivot', { deviceId: null, collectionId: 1, query });
    expect(ask('Device')).toMatchObject({ clients: 501, asked: 500, total: 500 });
    const installed = ask('InstalledSoftware');
    expect(installed.rows).toHaveLength(1000);
    expect(installed.total).toBe(Number(ask('InstalledSoftware | count').rows[0]!.at(-1)));
    expect(installed.total).toBeGreaterThan(1000);
    const meant = { deviceId: null, collectionId: 1, script: 'Get-ClientVersion' } as const;
    lab.input('attach.runSiteScript', meant);
    const { runs, ...counts } = answerView(lab.db, 'attach.siteScripts', meant);
    expect(counts).toEqual({ clients: 501, asked: 500 });
    expect(runs.map(({ deviceId }) => deviceId)).toEqual(Array.from({ length: 500 }, (_, index) => index + 3));
  });

  it('runs a script at clients that are not attached, and has their output when they are there', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const meant = { deviceId: null, collectionId: 1, script: 'Get-ClientVersion' } as const;
    const runs = () => answerView(lab.db, 'attach.siteScripts', meant);
    expect(runs()).toEqual({ clients: 3, asked: 3, runs: [] });
    const states = () => runs().runs.map(({ device, state }) => `${device} ${state}`);
    lab.input('attach.runSiteScript', meant);
    pass(lab, 2 * minute);
    expect(states()).toEqual(['HERE-1 completed', 'HERE-2 completed', 'AWAY-1 inProgress']);
    pass(lab, hour);
    expect(states()).toEqual(['HERE-1 completed', 'HERE-2 completed', 'AWAY-1 notRun']);
    expect(runs().runs[0]!.output).toMatch(/^\d+\./);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('asks the role in the site alone: neither a role of Intune nor the way of the cloud counts', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const { upn } = administratorOf(lab.db);
    const meant = { deviceId: 1, collectionId: null } as const;
    const ask = () => answerView(lab.db, 'attach.sitePivot', { ...meant, query: 'Device' });
    const run = () => lab.input('attach.runSiteScript', { ...meant, script: 'Get-ClientVersion' });
    const put = (setting: string, value: string, target: string | null = null) =>
      lab.input('settings.configure', { setting, value, target });
    put('providerAuthentication', 'mfa');
    expect(ask().total).toBe(1);
    expect(run()).toBeNull();
    put('useIntuneRbac', 'on');
    put('siteRole', 'none', upn);
    expect([ask, run].map((give) => refusalCode(give))).toEqual(['siteRefused', 'siteRefused']);
  });
});
