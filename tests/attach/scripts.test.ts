import { describe, expect, it } from 'vitest';
import { attachedDevice } from '../../main/lab/attach/device.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { siteScriptNames, type SiteScript } from '../../shared/attach/scripts.ts';
import { hour, minute } from '../../shared/time.ts';
import { attachedLab, siteClient } from '../support/attached-lab.ts';
import { changeDevice, pass, refusalCode, signIn } from '../support/build-lab.ts';

const run = (lab: Lab, script: SiteScript) => lab.input('attach.runScript', { deviceId: 1, script });
const scripts = (lab: Lab) => attachedDevice(lab.db, { deviceId: 1 }).scripts;

describe('scripts at an attached device', () => {
  it('answer within a minute where the client is there, each of them', () => {
    const lab = attachedLab();
    for (const script of siteScriptNames) run(lab, script);
    expect(scripts(lab).map(({ state }) => state)).toEqual(siteScriptNames.map(() => 'inProgress'));
    pass(lab, minute);
    expect(scripts(lab).map(({ name }) => name)).toEqual(siteScriptNames.toReversed());
    for (const { state, output } of scripts(lab)) {
      expect(state).toBe('completed');
      expect(output).not.toBe('');
    }
    // Run again it is one line still, with its newer run.
    pass(lab, hour);
    run(lab, 'Get-FreeDisk');
    expect(scripts(lab)[0]).toMatchObject({ name: 'Get-FreeDisk', state: 'inProgress', lastRun: lab.now });
    expect(scripts(lab)).toHaveLength(siteScriptNames.length);
    expect(lab.replay().equal).toBe(true);
  });

  it('wait an hour for a client that is away, and no longer', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'leavesSoon' })] });
    pass(lab, 30 * minute);
    run(lab, 'Get-ClientVersion');
    pass(lab, 2 * minute);
    expect(scripts(lab)[0]).toMatchObject({ state: 'inProgress', output: null });
    pass(lab, hour);
    expect(scripts(lab)[0]).toMatchObject({ state: 'notRun', output: null });
    pass(lab, 23 * hour);
    expect(scripts(lab)[0]!.state).toBe('notRun');
    expect(lab.check()).toEqual([]);
  });

  it('end where the client went meanwhile', () => {
    const lab = attachedLab();
    run(lab, 'Get-LastBoot');
    changeDevice(lab, { client_version: null });
    pass(lab, 50 * minute);
    expect(scripts(lab)[0]!.state).toBe('inProgress');
    pass(lab, 10 * minute);
    expect(scripts(lab)[0]!.state).toBe('notRun');
  });

  it('are seen by who may see them, and run by who may run them', () => {
    const lab = attachedLab();
    run(lab, 'Get-LastBoot');
    signIn(lab, 'endpointSecurityManager');
    expect(scripts(lab)).toHaveLength(1);
    expect(refusalCode(() => run(lab, 'Get-LastBoot'))).toBe('missingRight');
    signIn(lab, 'helpDeskOperator');
    run(lab, 'Get-LastBoot');
  });
});
