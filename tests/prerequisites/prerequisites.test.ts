import { describe, expect, it } from 'vitest';
import { prerequisitesView } from '../../main/lab/prerequisites/views.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { administratorOf } from '../../main/lab/engine/administrator.ts';
import { clauseOf } from '../../shared/settings/condition.ts';
import { conditionOf } from '../../shared/settings/conditions.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import type { PrerequisiteItem } from '../../shared/prerequisites/views.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, onPlatform, pass, refusalCode, signIn } from '../support/build-lab.ts';
import { addBoxes, internetClient, internetLab, put } from '../support/internet-lab.ts';

const items = (lab: Lab, deviceId: number | null = null): PrerequisiteItem[] =>
  prerequisitesView(lab.db, { deviceId }).items;
const unmet = (lab: Lab, deviceId: number | null = null): string[] =>
  items(lab, deviceId).flatMap(({ id, ok }) => (ok ? [] : [id]));
const itemOf = (lab: Lab, id: string, deviceId: number | null = null): PrerequisiteItem =>
  items(lab, deviceId).find((item) => item.id === id)!;

/** A site, tenant and directory in which everything is in order. */
const inOrder = (set: Parameters<typeof internetLab>[0] = {}): Lab =>
  internetLab({
    ...set,
    devices: [{ join: 'domain', client: true, enrolled: false, presence: 'office' }],
    settings: { autoRegister: 'on', entraConnectHybridJoin: 'on', scp: 'ownTenant', ...set.settings },
  });

describe('prerequisites of site, tenant and directory', () => {
  it('are all met where everything is in order', () => {
    const lab = inOrder();
    expect(unmet(lab)).toEqual([]);
    expect(prerequisitesView(lab.db, { deviceId: null }).ok).toBe(true);
  });

  it('have ids of their own, and a way out of each that is not met', () => {
    const lab = buildLab();
    const all = items(lab);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, ok, why, fix, setting, neededFor, label } of all) {
      expect([id, why.length > 0, label.length > 0, neededFor.length > 0]).toEqual([id, true, true, true]);
      if (ok) expect([id, fix, setting]).toEqual([id, null, null]);
      else expect([id, fix === null]).toEqual([id, false]);
      if (setting) {
        const known = settingById.get(setting.id)!;
        expect(known.values === 'text' || known.values.some(({ value }) => value === setting.value)).toBe(true);
        expect(known.target === null).toBe(setting.target === null);
      }
    }
  });

  it('ask nothing of tenant attach that a new site lacks, but everything of the gateway', () => {
    const lab = buildLab();
    const missing = items(lab).filter(({ ok }) => !ok);
    expect(missing.filter(({ neededFor }) => neededFor.includes('tenantAttach'))).toEqual([]);
    expect(missing.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'gateway.azureServices',
        'gateway.gateway',
        'gateway.gatewayConnectionPoint',
        'clientCommandLine',
        'clientDelivery',
        'comanagementEnabled',
      ]),
    );
  });

  const spoilt: [setting: string, bad: string, id: string][] = [
    ['serviceConnectionPoint', 'offline', 'serviceConnectionPoint'],
    ['serviceEndpoints', 'blocked', 'serviceEndpoints'],
    ['administrationService', 'failing', 'administrationService'],
    ['providerAuthentication', 'mfa', 'providerAuthentication'],
    ['mdmAuthority', 'unset', 'mdmAuthority'],
    ['windowsEnrollment', 'block', 'windowsEnrollment'],
    ['entraLicense', 'none', 'entraLicense'],
    ['mdmUserScope', 'none', 'mdmUserScope'],
    ['mdmUrls', 'changed', 'mdmUrls'],
    ['entraConnectHybridJoin', 'off', 'hybridJoin'],
    ['scp', 'none', 'scp'],
    ['scp', 'wrongTenant', 'scp'],
    ['entraConnectSync', 'off', 'entraConnectRuns'],
    ['entraConnectStaging', 'on', 'entraConnectRuns'],
    ['entraConnectWizard', 'on', 'entraConnectRuns'],
    ['entraConnectAttributes', 'off', 'entraConnectAttributes'],
    ['autoRegister', 'off', 'autoRegister'],
    ['serverAppSecret', 'expired', 'gateway.serverAppSecret'],
    ['conditionalAccessBlocksServerApp', 'on', 'gateway.conditionalAccess'],
    ['gatewayConnectionPoint', 'disconnected', 'gateway.gatewayConnectionPoint'],
    ['gatewayCertificate', 'expired', 'gateway.gatewayCertificate'],
    ['managementPointGateway', 'off', 'gateway.managementPointGateway'],
    ['managementPointInternet', 'blocked', 'gateway.managementPointInternet'],
    ['gatewayCrl', 'unreachable', 'gateway.gatewayCrl'],
    ['entraUserDiscovery', 'off', 'gateway.entraUserDiscovery'],
    ['useGateway', 'off', 'clientSetting.useGateway'],
    ['cloudDistribution', 'off', 'clientSetting.cloudDistribution'],
    ['internetUserPolicy', 'off', 'clientSetting.internetUserPolicy'],
    ['clientCommandLine', 'CCMHOSTNAME=https://x SMSSITECODE=FAB', 'clientCommandLine'],
    ['autopilotProfile', 'none', 'autopilotProfile'],
  ];
  it.each(spoilt)('name %s %s, and the setting they offer puts it right', (setting, bad, id) => {
    const lab = inOrder();
    put(lab, setting, bad);
    expect(unmet(lab)).toEqual([id]);
    const { setting: offered } = itemOf(lab, id);
    put(lab, offered!.id, offered!.value, offered!.target);
    expect(unmet(lab)).toEqual([]);
  });

  it('name the organizational unit that is out of scope', () => {
    const lab = inOrder();
    put(lab, 'ouInSync', 'off', 'Berlin/Computers');
    expect(itemOf(lab, 'ouScope')).toMatchObject({
      ok: false,
      why: expect.stringContaining('Berlin/Computers') as string,
      setting: { id: 'ouInSync', value: 'on', target: 'Berlin/Computers' },
    });
  });

  it.each([
    [1, /^Out of scope: Berlin\/Unit 1\. /],
    [3, /^Out of scope: Berlin\/Unit 1, Berlin\/Unit 2, Berlin\/Unit 3\. /],
    [4, /^Out of scope: Berlin\/Unit 1, Berlin\/Unit 2, Berlin\/Unit 3 and 1 more\. /],
  ])('name the first three organizational units of %i that are out of scope', (count, why) => {
    const lab = buildLab({ devices: Array.from({ length: 4 }, () => ({ join: 'domain', enrolled: false })) });
    for (let unit = 1; unit <= 4; unit += 1) {
      lab.db
        .prepare(`UPDATE ad_computers SET distinguished_name = ? WHERE device_id = ?`)
        .run(`CN=LAP-${unit},OU=Unit ${unit},OU=Berlin,DC=corp,DC=fabrikam,DC=com`, unit);
      if (unit <= count) put(lab, 'ouInSync', 'off', `Berlin/Unit ${unit}`);
    }
    expect(itemOf(lab, 'ouScope').why).toMatch(why);
  });

  it('read the version of the site', () => {
    const old = inOrder({ site: { version: 2002 } });
    put(old, 'adUserDiscovery', 'off');
    // Before 2103 tenant attach wants both discoveries, and before 2111 there is no Co-management settings policy for Autopilot.
    expect(unmet(old)).toEqual(['userDiscovery', 'siteVersion.policyDelivery']);
    expect(unmet(inOrder({ site: { version: 1906 } }))).toContain('siteVersion.tenantAttach');
    const plain = inOrder({ settings: { enhancedHttp: 'http' } });
    expect(unmet(plain)).toEqual(['secureCommunication', 'gateway.communication']);
    const either = inOrder();
    put(either, 'adUserDiscovery', 'off');
    expect(unmet(either)).toEqual([]);
  });

  it('look at who is signed in', () => {
    const lab = inOrder();
    signIn(lab, 'helpDeskOperator');
    expect(unmet(lab)).toEqual(expect.arrayContaining(['administratorRole']));
    expect(itemOf(lab, 'administratorSiteRole').setting?.target ?? 'helpdeskoperator@fabrikam.com').toBe(
      'helpdeskoperator@fabrikam.com',
    );
  });

  it('say of the administrator what an input would be refused with', () => {
    const onboard = (lab: Lab) => () =>
      lab.input('attach.configure', {
        collectionId: null,
        analytics: true,
        enforceRbac: true,
        defenderReports: true,
      });
    const enable = (lab: Lab) => () => lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
    const messageOf = (work: () => unknown): string => {
      try {
        work();
      } catch (error) {
        return (error as Error).message;
      }
      return 'It was carried out.';
    };
    const why = (lab: Lab, id: string): string => itemOf(lab, id).why;
    const role = buildLab();
    signIn(role, 'helpDeskOperator');
    expect(why(role, 'administratorRole')).toBe(messageOf(onboard(role)));
    const siteRole = buildLab();
    const { upn } = administratorOf(siteRole.db);
    put(siteRole, 'siteRole', 'readOnlyAnalyst', upn);
    expect(why(siteRole, 'administratorSiteRole')).toBe(messageOf(enable(siteRole)));
    const license = buildLab();
    put(license, 'intuneLicense', 'off', upn);
    expect(why(license, 'administratorLicense')).toContain(clauseOf(conditionOf('intuneLicense', 'off')));
    // The wizard does not tell; what the lab knows stands beside its words.
    const because = { kind: 'prerequisites', text: why(license, 'administratorLicense') };
    for (const given of [onboard, enable])
      expect(given(license)).toThrow(
        expect.objectContaining({ message: 'An unanticipated error occurred.', because }) as Error,
      );
    put(license, 'verifiedUpnSuffix', 'off', upn);
    expect(why(license, 'administratorIdentity')).toContain(clauseOf(conditionOf('verifiedUpnSuffix', 'off')));
  });

  it('refuse what Autopilot into co-management does not support', () => {
    const lab = inOrder();
    put(lab, 'enhancedHttp', 'https');
    expect(unmet(lab)).toEqual(['noPkiAuthentication']);
    put(lab, 'enhancedHttp', 'enhanced');
    lab.input('collections.create', { name: 'Pilot', comment: '', limitingId: 1, isIncremental: false });
    const id = lab.db.prepare(`SELECT id FROM collections WHERE name = 'Pilot'`).pluck().get() as number;
    lab.input('workloads.move', { workload: 'clientApps', position: 'pilot', collectionId: id });
    expect(unmet(lab)).toEqual(['noPilotWorkloads']);
    put(lab, 'clientDelivery', 'app');
    expect(unmet(lab)).toEqual([]);
  });
});

describe('prerequisites of a device', () => {
  it('say of a phone and a server that they cannot be co-managed', () => {
    const lab = buildLab({ devices: [onPlatform('ios'), onPlatform('windowsServer')] });
    expect(unmet(lab, 1)).toEqual(['platform']);
    expect(items(lab, 1)).toHaveLength(1);
    expect(unmet(lab, 2)).toEqual(['platform']);
    expect(itemOf(lab, 'client', 2)).toMatchObject({ ok: true, neededFor: ['tenantAttach', 'comanagement'] });
  });

  it('are met by a client of the internet that is co-managed', () => {
    const { lab, id } = internetClient();
    expect(unmet(lab, id)).toEqual([]);
    put(lab, 'gatewayCertificate', 'expired');
    expect(unmet(lab, id)).toEqual(['gateway']);
  });

  it('say what a computer in its box still lacks', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    expect(unmet(lab, id)).toEqual(['client', 'joinType']);
    const { upn } = factsOf(lab.db, id).user!;
    put(lab, 'intuneLicense', 'off', upn);
    expect(itemOf(lab, 'userUnlicensed', id)).toMatchObject({
      ok: false,
      setting: { id: 'intuneLicense', value: 'on', target: upn },
    });
    // Whoever unpacks it answers the second factor.
    put(lab, 'mfaEnforced', 'on', upn);
    expect(unmet(lab, id)).not.toContain('mfaEnforced');
  });

  it('say what keeps a computer of the domain from registering', () => {
    const lab = inOrder();
    expect(unmet(lab, 1)).toEqual(['joinType']);
    put(lab, 'autoRegister', 'off');
    put(lab, 'ouInSync', 'off', 'Berlin/Computers');
    put(lab, 'deviceScp', 'wrongTenant', '1');
    put(lab, 'deviceJoinTask', 'off', '1');
    expect(unmet(lab, 1)).toEqual(['joinType', 'autoRegister', 'deviceJoinTask', 'deviceScp', 'ouInSync']);
    for (const { setting } of items(lab, 1).filter(({ ok }) => !ok))
      if (setting) put(lab, setting.id, setting.value, setting.target);
    expect(unmet(lab, 1)).toEqual(['joinType']);
    pass(lab, day + hour);
    expect(unmet(lab, 1)).toEqual([]);
  });

  it('name what is wrong at the device, and the setting that ends it', () => {
    const lab = inOrder();
    const wrong: [string, string, string][] = [
      ['deviceMdmBlock', 'policy', 'mdmBlocked'],
      ['deviceMdmBlock', 'legacyAgent', 'legacyAgent'],
      ['deviceStaleEnrollment', 'certificate', 'oldCertificate'],
      ['deviceStaleEnrollment', 'otherUser', 'otherUser'],
      ['deviceNetwork', 'dns', 'dns'],
      ['deviceTpm', 'fips', 'fips'],
      ['deviceProvisioning', 'missing', 'serviceMissing'],
      ['deviceToken', 'grantFailed', 'grantFailed'],
    ];
    for (const [setting, bad, id] of wrong) {
      put(lab, setting, bad, '1');
      expect(unmet(lab, 1)).toEqual(['joinType', id]);
      const { setting: offered } = itemOf(lab, id, 1);
      expect(offered).toMatchObject({ id: setting, target: '1' });
      put(lab, offered!.id, offered!.value, offered!.target);
    }
    expect(refusalCode(() => items(lab, 999))).toBe('deviceNotFound');
  });

  it('ask of a client whether automatic enrollment includes it', () => {
    const lab = inOrder();
    lab.input('comanagement.enable', { enroll: 'none', collectionId: null });
    expect(itemOf(lab, 'selected', 1)).toMatchObject({ ok: false, why: 'Automatic enrollment is None.' });
  });
});
