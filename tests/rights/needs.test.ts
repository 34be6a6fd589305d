import { describe, expect, it } from 'vitest';
import { administratorOf } from '../../main/lab/engine/administrator.ts';
import { pageNeeds } from '../../main/lab/rights/attached.ts';
import { inputRule } from '../../main/lab/offers.ts';
import { lacks } from '../../main/lab/rights/needs.ts';
import { remoteActions } from '../../shared/actions/words.ts';
import {
  entraRoles,
  rightLabels,
  rights,
  roleCatalogue,
  roles,
  type Needs,
  type Right,
} from '../../shared/rights/words.ts';
import { documentedRoles } from './built-in-roles.ts';
import { inputs, type InputName, type InputParams } from '../../shared/offers.ts';
import { attach, configure } from '../support/attached-lab.ts';
import { buildLab, order, sharedLab, signIn } from '../support/build-lab.ts';

const told = (lab: ReturnType<typeof buildLab>, needs: Needs) => {
  const lacked = lacks(lab.db, administratorOf(lab.db), needs);
  return lacked && { code: lacked.code, message: lacked.message };
};
/** What the rule of this input declares, with these parameters. */
function needsOf<N extends InputName>(
  lab: ReturnType<typeof buildLab>,
  name: N,
  params: Partial<InputParams<N>> = {},
): Needs {
  const rule = inputRule(name);
  if (typeof rule === 'function') return {};
  const needs = typeof rule.needs === 'function' ? rule.needs(lab.db, params as InputParams<N>) : rule.needs;
  return needs ?? (rule.page ? pageNeeds[rule.page] : {});
}
describe('a built-in role', () => {
  const printed = new Set(Object.values(documentedRoles).flat());
  it.each(Object.entries(documentedRoles))(
    '%s holds what the reference lists, as far as the lab has it',
    (label, has) => {
      const role = roles.find((id) => roleCatalogue[id].label === label)!;
      const known = rights.filter((right) => printed.has(rightLabels[right]));
      expect(known.length).toBeGreaterThan(14);
      expect(known.filter((right) => roleCatalogue[role].rights.includes(right))).toEqual(
        known.filter((right) => has.includes(rightLabels[right])),
      );
      expect(roleCatalogue[role].rights).not.toContain('deleteOrganization');
    },
  );

  it('is each of the lab’s, but for those of Entra ID, which hold everything', () => {
    const ofIntune = roles.filter((role) => !entraRoles.includes(role));
    expect(ofIntune.map((role) => roleCatalogue[role].label).sort()).toEqual(Object.keys(documentedRoles).sort());
    for (const role of entraRoles) expect(roleCatalogue[role].rights).toEqual(rights);
  });
});

const nameOf = (lab: ReturnType<typeof buildLab>): string => administratorOf(lab.db).display_name;

describe('a need', () => {
  const lab = sharedLab({});

  it.each(roles)('for rights is met by the role %s when it holds all of them, and one of each list', (role) => {
    signIn(lab(), role);
    const { rights } = roleCatalogue[role];
    const has = (right: Right) => rights.includes(right);
    for (const { needs } of Object.values(remoteActions)) {
      const isMet = (needs.intune ?? []).every((need) => (typeof need === 'string' ? has(need) : need.some(has)));
      expect(told(lab(), { intune: needs.intune ?? [] }) === undefined).toBe(isMet);
    }
  });

  it('for one of several rights names the first when all are missing', () => {
    signIn(lab(), 'readOnlyOperator');
    expect(told(lab(), { intune: [['remoteHelpViewScreen', 'remoteHelpFullControl']] })).toEqual({
      code: 'missingRight',
      message: `${nameOf(lab())} lacks the right Remote Help app/View screen.`,
    });
  });

  it('is asked of the tenant before the site', () => {
    const own = buildLab();
    configure(own, 'siteRole', 'none', administratorOf(own.db).upn);
    expect(told(own, pageNeeds.clientDetails)).toMatchObject({ code: 'siteRefused' });
    signIn(own, 'helpDeskOperator');
    configure(own, 'siteRole', 'none', administratorOf(own.db).upn);
    expect(told(own, { intune: ['deleteOrganization'], site: ['read'] })).toMatchObject({ code: 'missingRight' });
  });
});

describe('what an input needs', () => {
  const asReader = () => {
    const lab = buildLab();
    signIn(lab, 'readOnlyOperator');
    configure(lab, 'siteRole', 'readOnlyAnalyst', administratorOf(lab.db).upn);
    return lab;
  };

  it('refuses whoever lacks it with the words of its console', () => {
    const lab = asReader();
    const name = nameOf(lab);
    const { upn } = administratorOf(lab.db);
    const notFull = { code: 'siteRefused', message: `${name} is not a Full Administrator of the site.` };
    expect(told(lab, needsOf(lab, 'attach.configure'))).toEqual({
      code: 'prerequisiteMissing',
      message: `${name} may not onboard the site: the wizard asks for a Global Administrator, for whom the lab takes an Intune Administrator too.`,
    });
    expect(told(lab, needsOf(lab, 'attach.detach', { from: 'site' }))).toEqual(notFull);
    expect(told(lab, needsOf(lab, 'attach.detach', { from: 'cloud' }))).toEqual({
      code: 'missingRight',
      message: `${name} lacks the right Organization/Delete.`,
    });
    for (const input of ['comanagement.enable', 'comanagement.remove', 'workloads.move'] as const)
      expect(told(lab, needsOf(lab, input))).toEqual(notFull);
    expect(told(lab, needsOf(lab, 'sessions.requestControl'))).toEqual({
      code: 'missingRight',
      message: 'Your role lacks the right Remote Help app/Take full control.',
    });
    expect(told(lab, needsOf(lab, 'attach.fetchTimeline'))).toEqual({
      code: 'siteRefused',
      message: `Unauthorized: ${upn} lacks the right Collection/Notify Resource in the site.`,
    });
    expect(told(lab, needsOf(lab, 'attach.showRecoveryKey'))).toMatchObject({ code: 'missingRight' });
    expect(told(lab, needsOf(lab, 'apps.order'))).toMatchObject({ code: 'missingRight' });
  });

  it('asks for less than onboarding once the site is attached', () => {
    const lab = buildLab();
    attach(lab);
    expect(needsOf(lab, 'attach.configure')).toEqual({ siteRole: 'fullAdministrator' });
  });

  it('lets an Intune Administrator with all rights of the site do everything', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    for (const name of inputs.keys() as Iterable<InputName>)
      expect(told(lab, needsOf(lab, name, { from: 'cloud' }))).toBeUndefined();
    expect(order(lab, 'sync')).toBe(1);
  });
});
