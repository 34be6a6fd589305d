import { describe, expect, it } from 'vitest';
import { enrollmentErrorByCode } from '../../shared/enrollment/errors.ts';
import { settingById, settingsCatalogue } from '../../shared/settings/catalogue.ts';
import { clauseOf, sentenceOf, withCode } from '../../shared/settings/condition.ts';
import { conditionAt, conditionOf, conditions } from '../../shared/settings/conditions.ts';

describe('the catalogue of conditions', () => {
  it('names values that their settings have, and another one that puts them right', () => {
    for (const { setting, bad, good } of conditions) {
      const { values } = settingById.get(setting)!;
      if (values === 'text') {
        expect([good, conditionAt(setting, 'A group')]).toEqual([null, undefined]);
        continue;
      }
      expect(good, setting).not.toBe(bad);
      expect(conditionAt(setting, good!), `${setting} ${good}`).toBeUndefined();
      const known = values.map(({ value }) => value);
      expect(known, setting).toEqual(expect.arrayContaining([bad, good]));
    }
  });

  it('says the fact so that it fits a title, a sentence and a clause, and everything else in sentences', () => {
    for (const { setting, bad, title, unmet, fix, label } of conditions) {
      expect(title, `${setting} ${bad}`).toMatch(/^[A-Z].*[^.]$/);
      expect(label, `${setting} ${bad}`).toMatch(/[^.]$/);
      for (const text of [unmet, fix]) expect(text, `${setting} ${bad}`).toMatch(/^[A-Z].*\.$/);
    }
    const minima = new Set(
      conditions.filter(({ setting }) => setting === 'windowsMinimumVersion').map(({ title }) => title),
    );
    const titles = conditions.filter(({ title }) => !minima.has(title)).map(({ title }) => title);
    expect(minima.size).toBe(1);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('gives an enrollment a code that is known, with a remedy', () => {
    for (const { enrollmentCode, setting } of conditions)
      if (
        enrollmentCode !== null &&
        settingById.get(setting)!.readBy === 'devices' &&
        enrollmentCode.startsWith('0x8018')
      )
        expect(enrollmentErrorByCode.get(enrollmentCode)?.remedy, setting).toBeTruthy();
    // Two causes, one code: both ways out.
    const { remedy } = enrollmentErrorByCode.get('0x80180026')!;
    for (const bad of ['policy', 'legacyAgent']) expect(remedy).toContain(conditionOf('deviceMdmBlock', bad).fix);
  });

  it('has something against every requirement, and knows what to say when it is met', () => {
    for (const { id, requirement, breaks, values, right } of settingsCatalogue) {
      if (!requirement) continue;
      expect([id, breaks.size > 0, breaks.has(right)]).toEqual([id, true, false]);
      if (values === 'text' || typeof requirement.met === 'string') continue;
      const good = values.map(({ value }) => value).filter((value) => !breaks.has(value));
      expect(Object.keys(requirement.met).sort()).toEqual(good.sort());
    }
  });

  it('refuses a pair that breaks nothing', () => {
    expect(() => conditionOf('scp', 'ownTenant')).toThrow('scp ownTenant');
    expect(conditionAt('deviceTpm', 'ok')).toBeUndefined();
  });

  it('puts the code into the sentence unless it is there', () => {
    expect(withCode('It is blocked.', '0x80180026')).toBe('It is blocked (0x80180026).');
    expect(withCode('It answers 403.', '403')).toBe('It answers 403.');
    expect(withCode('It waits.', null)).toBe('It waits.');
    expect(sentenceOf(conditionOf('mdmAuthority', 'unset'))).toBe('The MDM authority is not set.');
    expect(clauseOf(conditionOf('mdmAuthority', 'unset'))).toBe('the MDM authority is not set');
  });

  /** Histories of labs hold these words, so changing one changes what the same inputs give: raise the engine version then. */
  const told: Record<string, string> = {
    'azureServices none': 'Site and clients have no app in Microsoft Entra ID to ask tokens for.',
    'gateway none': 'No gateway has been created.',
    'gatewayCertificate expired':
      'It has expired: every client on the internet breaks off the connection. Clients on the network of the site do not use it.',
    'gatewayConnectionPoint none': 'No site system has the role, so nothing leaves the gateway.',
    'gatewayConnectionPoint disconnected':
      'It holds no connection to the gateway: the computer account of its server may lack rights to the inboxes of the site (mpfdm.log).',
    'gatewayCrl unreachable': 'It cannot be read, so the gateway refuses clients.',
    'enhancedHttp http': 'A management point takes Entra tokens only over HTTPS or enhanced HTTP.',
    'managementPointGateway off': 'No management point takes traffic of the gateway.',
    'managementPointInternet blocked':
      'In the system context login.microsoftonline.com and sts.windows.net are blocked, so tokens of clients are refused (CCM_STS_ManagedBase.log: MISE12034).',
    'entraUserDiscovery off':
      'The site does not know the users, so a registration with a token of theirs is refused. Registered clients use their device token.',
    'useGateway off': 'The client setting forbids the client to use a gateway.',
    'deviceGatewayTrust missing': 'The device does not trust the private CA of the gateway’s certificate.',
    'providerAuthentication mfa':
      'The SMS Provider asks for more than Windows authentication, so it answers the cloud with 403 Forbidden.',
  };
  it.each(Object.entries(told))('keeps the words of %s', (pair, words) => {
    const [setting, bad] = pair.split(' ') as [string, string];
    expect(conditionOf(setting, bad).unmet).toBe(words);
  });
  it.each([
    ['azureServices', 'none', 'The Azure service Cloud Management is not configured.'],
    ['serviceConnectionPoint', 'offline', 'The service connection point is in offline mode.'],
    ['serviceEndpoints', 'blocked', 'The service connection point does not reach its endpoints.'],
    ['serverAppSecret', 'expired', 'The secret of the server app has expired.'],
    ['conditionalAccessBlocksServerApp', 'on', 'Conditional Access refuses the server app its token.'],
    ['entraUserDiscovery', 'off', 'Microsoft Entra user discovery is off.'],
    ['enhancedHttp', 'http', 'The management point uses neither HTTPS nor enhanced HTTP.'],
  ])('keeps the sentence of %s %s', (setting, bad, sentence) => {
    expect(sentenceOf(conditionOf(setting, bad))).toBe(sentence);
  });
});
