import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { mdmPolicyKey } from '../../shared/settings/device.ts';
import { hour } from '../../shared/time.ts';
import { buildLab, pass, queued, type DeviceSet } from '../support/build-lab.ts';

/** A cure holds only where its cause is removed: what a Group Policy writes comes back as long as the policy stands. */

const computer: DeviceSet = { join: 'hybrid', client: true, enrolled: false, presence: 'always' };
const blocked = (): Lab => {
  const lab = buildLab({ devices: [computer] });
  lab.input('settings.configure', { setting: 'deviceMdmBlock', value: 'policy', target: '1' });
  return lab;
};
const run = (lab: Lab, command: string) => lab.input('desktop.run', { deviceId: 1, command });
const isBlocked = (lab: Lab): boolean =>
  /DisableRegistration +REG_DWORD +0x1/.test(run(lab, `reg query ${mdmPolicyKey}`).stdout);
const remove = `reg delete ${mdmPolicyKey} /v DisableRegistration /f`;
const atDomain = (lab: Lab, command: string) => lab.input('servers.run', { server: 'domainController', command });
const value = `-Name "Clients" -Key "${mdmPolicyKey}" -ValueName DisableRegistration`;

describe('a value that a Group Policy writes', () => {
  it.each([
    ['gpupdate', (lab: Lab) => void run(lab, 'gpupdate /force')],
    ['the next refresh', (lab: Lab) => void pass(lab, 2 * hour)],
  ])('is back after %s', (_what, refresh) => {
    const lab = blocked();
    expect(isBlocked(lab)).toBe(true);
    run(lab, remove);
    expect(isBlocked(lab)).toBe(false);
    refresh(lab);
    expect(isBlocked(lab)).toBe(true);
  });

  it('is gone for good once the policy in the domain is, whichever way its value stood at the device', () => {
    for (const isRemoved of [false, true]) {
      const lab = blocked();
      if (isRemoved) run(lab, remove);
      expect(atDomain(lab, `Get-GPRegistryValue ${value}`).stdout).toMatch(/PolicyState +: Set/);
      expect(atDomain(lab, `Remove-GPRegistryValue ${value}`).exitCode).toBe(0);
      run(lab, 'gpupdate /force');
      pass(lab, 3 * hour);
      expect(isBlocked(lab)).toBe(false);
      expect(queued(lab)).not.toContain('groupPolicyRefreshes');
      expect(atDomain(lab, `Get-GPRegistryValue ${value}`).stdout).toContain('was not found in the GPO');
    }
  });

  it('comes back on no computer that belongs to no domain', () => {
    const lab = buildLab({ devices: [{ ...computer, join: 'entra' }] });
    lab.input('settings.configure', { setting: 'deviceMdmBlock', value: 'policy', target: '1' });
    run(lab, remove);
    pass(lab, 3 * hour);
    expect(isBlocked(lab)).toBe(false);
  });

  it('does not come back where somebody had set it by hand, which no policy knows of', () => {
    const lab = buildLab({ devices: [computer] });
    run(lab, `reg add ${mdmPolicyKey} /v DisableRegistration /t REG_DWORD /d 1 /f`);
    expect(isBlocked(lab)).toBe(true);
    expect(atDomain(lab, `Get-GPRegistryValue ${value}`).stdout).toContain('was not found in the GPO');
    run(lab, remove);
    run(lab, 'gpupdate /force');
    pass(lab, 3 * hour);
    expect(isBlocked(lab)).toBe(false);
    expect(queued(lab)).not.toContain('groupPolicyRefreshes');
  });

  it('stays the policy’s, whoever writes it once more by hand', () => {
    const lab = blocked();
    run(lab, `reg add ${mdmPolicyKey} /v DisableRegistration /t REG_DWORD /d 1 /f`);
    run(lab, remove);
    run(lab, 'gpupdate /force');
    expect(isBlocked(lab)).toBe(true);
  });

  it('is back by the end of a line of PowerShell whose second statement applies the policy', () => {
    const lab = blocked();
    const line = `${remove}; reg query ${mdmPolicyKey}; gpupdate /force`;
    const { stdout } = lab.input('desktop.run', { deviceId: 1, command: line, shell: 'powershell' });
    expect(stdout).toContain('unable to find the specified registry key');
    expect(isBlocked(lab)).toBe(true);
    expect(queued(lab)).not.toContain('groupPolicyRefreshes');
    expect(lab.replay().equal).toBe(true);
  });
});
