import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import { enablementCommandLine, gatewayName } from '../../main/simulation/site/gateway.ts';
import {
  certificateFilesText,
  gatewayDetailsText,
  gatewayFields,
  readCertificateFiles,
  readGatewayDetails,
  type GatewayDetails,
} from '../../shared/settings/gateway.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, pass, refusalCode } from '../support/build-lab.ts';
import { addBoxes, internetClient, internetLab, isCoManaged, lastOf, put } from '../support/internet-lab.ts';

const lines = (lab: Lab, where: string, log: string): string[] =>
  answerView(lab.db, 'logs.read', { where, log, tail: 500 }).lines.map(({ text }) => text);
const siteLog = (lab: Lab, log: string): string[] => {
  const [server] = answerView(lab.db, 'logs.places', { search: '' }).filter(({ kind }) => kind === 'siteServer');
  return lines(lab, server!.id, log);
};

describe('what a new computer on the internet needs of the gateway', () => {
  it.each([
    ['gatewayContent', '0x87d00280'],
    ['serverAppConsent', '0x87d00231'],
    ['clientAppConsent', '0xcaa2000c'],
  ])('without %s its setup ends with %s, and goes on when that is put right', (setting, code) => {
    const lab = internetLab({ settings: { [setting]: 'off' } });
    const [id] = addBoxes(lab) as [number];
    pass(lab, 8 * day);
    expect(isCoManaged(lab, id)).toBe(false);
    expect(String(lastOf(lab, id, 'ccmsetupFailed')?.details['code']).toLowerCase()).toBe(code);
    put(lab, setting, 'on');
    pass(lab, 8 * day);
    expect(isCoManaged(lab, id)).toBe(true);
  });

  it('does not concern a client that is registered', () => {
    const { lab, id } = internetClient();
    for (const setting of ['gatewayContent', 'serverAppConsent', 'clientAppConsent']) put(lab, setting, 'off');
    pass(lab, 2 * day);
    expect(lastOf(lab, id, 'gatewayLost')).toBeUndefined();
  });

  it('a list of revocations stops nobody where certificates are not checked against it', () => {
    const lab = internetLab({ settings: { gatewayCrl: 'unreachable' } });
    const part = () => answerView(lab.db, 'site.gateway', {}).parts.find(({ id }) => id === 'gatewayCrl')!;
    expect(part().ok).toBe(false);
    put(lab, 'gatewayVerifyCrl', 'off');
    expect(part().ok).toBe(true);
    expect(answerView(lab.db, 'site.gateway', {}).isReady).toBe(true);
  });
});

describe('the connection analyzer', () => {
  const outcomes = (lab: Lab) =>
    answerView(lab.db, 'site.gateway', {}).tests.map(({ test, outcome, error }) => [test, outcome, error]);

  it('passes where everything is in order', () => {
    const lab = internetLab();
    expect(outcomes(lab).every(([, outcome]) => outcome === 'passed')).toBe(true);
  });

  it('ends where a request ends, with what it was answered and not why', () => {
    const lab = internetLab({ settings: { gatewayCrl: 'unreachable', managementPointGateway: 'off' } });
    expect(outcomes(lab)).toEqual([
      ['signIn', 'passed', null],
      ['service', 'passed', null],
      ['channel', 'failed', "0x87d0027e. Status code is '403'. CMGConnector_Clientcertificaterequired."],
      ['managementPoint', 'notTested', null],
      ['token', 'notTested', null],
    ]);
  });
});

describe('a gateway with a name of its own', () => {
  it('is not found before the public DNS knows the name', () => {
    const { lab, id } = internetClient();
    const usual = gatewayName(estateOf(lab.db));
    put(lab, 'gatewayName', 'MyCSG.fabrikam.example');
    expect(answerView(lab.db, 'site.gateway', {}).isReady).toBe(false);
    pass(lab, 2 * day);
    expect(lastOf(lab, id, 'gatewayLost')!.details['code']).toBe('0x80072ee7');
    put(lab, 'gatewayCname', 'mycsg.fabrikam.example');
    expect(answerView(lab.db, 'site.gateway', {}).isReady).toBe(true);
    expect(enablementCommandLine(estateOf(lab.db), lab.now)).toContain('CCMHOSTNAME=MYCSG.FABRIKAM.EXAMPLE/');
    // What was written before keeps the name of its time.
    pass(lab, day);
    const posted = lines(lab, String(id), 'CcmMessaging.log').join('\n');
    expect(posted).toContain(usual.toUpperCase());
    expect(posted).toContain('MYCSG.FABRIKAM.EXAMPLE');
  });

  it('is called so in the log of its creation, whatever another one is called later', () => {
    const lab = buildLab();
    put(lab, 'azureServices', 'created');
    put(lab, 'gatewayName', 'first.fabrikam.example');
    put(lab, 'gateway', 'ready');
    pass(lab, hour);
    const before = siteLog(lab, 'CloudMgr.log');
    expect(before.join('\n')).toContain('first.fabrikam.example is Ready');
    put(lab, 'gatewayName', 'second.fabrikam.example');
    expect(siteLog(lab, 'CloudMgr.log')).toEqual(before);
  });
});

describe('admin consent', () => {
  it('is asked for before users are discovered', () => {
    const lab = buildLab();
    for (const id of ['azureServices', 'entraUserDiscovery']) put(lab, id, id === 'azureServices' ? 'created' : 'on');
    put(lab, 'serverAppConsent', 'off');
    expect(refusalCode(() => lab.input('identity.runNow', { what: 'entraUserDiscovery' }))).toBe('prerequisiteMissing');
    put(lab, 'serverAppConsent', 'on');
    lab.input('identity.runNow', { what: 'entraUserDiscovery' });
    expect(siteLog(lab, 'SMS_AZUREAD_DISCOVERY_AGENT.log').join('\n')).toContain(
      'Successfully published UDX for Microsoft Entra users',
    );
  });
});

describe('what is kept of a deployment', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9 .:-]{0,20}$/).map((text) => text.trim());
  it('is read as it was written', () => {
    const any = fc.record(
      Object.fromEntries(Object.keys(gatewayFields).map((id) => [id, word])),
    ) as fc.Arbitrary<GatewayDetails>;
    fc.assert(
      fc.property(any, (details) => {
        expect(readGatewayDetails(gatewayDetailsText(details))).toEqual(details);
      }),
    );
    expect(gatewayDetailsText(readGatewayDetails(''))).toBe('');
  });

  it('and so are certificate files', () => {
    const file = fc.record({
      path: fc.stringMatching(/^C:\\Certs\\[A-Za-z0-9]{1,12}\.pfx$/),
      commonName: fc.stringMatching(/^[a-z]{1,8}\.contoso\.com$/),
      issuer: fc.constantFrom('public' as const, 'private' as const),
    });
    fc.assert(
      fc.property(fc.array(file), (files) => {
        expect(readCertificateFiles(certificateFilesText(files))).toEqual(files);
      }),
    );
  });
});
