import { describe, expect, it } from 'vitest';
import { isUnprinted, nodesOf, pageNow, readActs, readReasons, readSeen, readWalks, spoken, startOf } from './data.ts';
import { readRecord, shortSections } from './record.ts';
import { named } from './screen.ts';

const walks = readWalks();
const stepIn = (name: string, id: number) =>
  walks.find(({ walk }) => walk === name)?.steps.find((one) => one.id === id);

describe('the walks and what stands beside them', () => {
  it('counts the steps of a walk from one, each in one section', () => {
    for (const { walk, steps, sections } of walks) {
      expect(
        steps.map(({ id }) => id),
        walk,
      ).toEqual(steps.map((_, index) => index + 1));
      expect(sections.flatMap((one) => one.steps)).toEqual(steps);
    }
  });
  it('has a lab for every section', () => {
    for (const section of walks.flatMap(({ sections }) => sections)) expect(startOf(section).scenario).not.toBe('');
  });
  it('explains, records and looks for nothing that is no step', () => {
    const reasons = readReasons().flatMap(({ walk, steps = [] }) => steps.map((id) => [walk, id] as const));
    const seen = Object.entries(readSeen()).flatMap(([walk, of]) =>
      Object.keys(of).map((id) => [walk, Number(id)] as const),
    );
    const recorded = Object.entries(readRecord()).flatMap(([walk, { literal, other }]) =>
      [...literal, ...other].map((id) => [walk, id] as const),
    );
    for (const [walk, id] of [...reasons, ...seen, ...recorded])
      expect(stepIn(walk, id), `${walk} ${id}`).toBeDefined();
    for (const { walk, section } of readReasons())
      expect(
        walks
          .find((one) => one.walk === walk)
          ?.sections.some((one) => section === undefined || one.section === section),
      ).toBe(true);
  });
  it('says what a control is here only where the walk names none, or leaves its value open', () => {
    for (const [walk, of] of Object.entries(readActs()))
      for (const [id, act] of Object.entries(of)) {
        const step = stepIn(walk, Number(id));
        expect(step, `${walk} ${id}`).toBeDefined();
        const { control, value, path, page } = step!;
        const isOpen = [control, value, page].some(isUnprinted) || path.split(' › ').some(isUnprinted);
        expect(isOpen, `${walk} ${id} names ${control ?? ''}`).toBe(true);
        if ('control' in act) expect(isUnprinted(control), `${walk} ${id} has a control of its own`).toBe(true);
      }
  });
  it('plays a short part that exists', () => {
    for (const { walk, number } of shortSections)
      expect(walks.find((one) => one.walk === walk)?.sections.some((one) => one.number === number)).toBe(true);
  });
});

describe('a name', () => {
  it.each([
    ['Configure Upload', 'Configure upload'],
    ['Browse', 'Browse…'],
    ['Name', 'Name (required)'],
    ['Windows 7 & 8.x', ' Windows 7 &  8.x '],
  ])('%s is read in “%s”', (wanted, shown) => {
    expect(named(wanted).test(shown)).toBe(true);
  });
  it.each([
    ['Next', 'Next event'],
    ['Restart', 'Restart (3)'],
    ['8.x', '8xx'],
  ])('%s is not read in “%s”', (wanted, shown) => {
    expect(named(wanted).test(shown)).toBe(false);
  });
  it('may be missing or described, which is no name', () => {
    expect(isUnprinted(undefined)).toBe(true);
    expect(isUnprinted('(account prompt)')).toBe(true);
    expect(isUnprinted('Sign In')).toBe(false);
  });
});

describe('what is printed in two ways, or drawn', () => {
  it('is found by what the product prints, and aloud', () => {
    expect(pageNow('SCP')).toBe('SCP configuration');
    expect(pageNow('Enablement')).toBe('Enablement');
    expect(spoken('X')).toBe('Close');
  });
});

describe('a path', () => {
  it('leaves out what every path of the desktop console begins with, and only there', () => {
    expect(nodesOf('configmgr', 'Administration › Overview › Client Settings')).toEqual([
      'Administration',
      'Client Settings',
    ]);
    expect(nodesOf('intune', 'Devices › All devices › A › Overview')).toEqual([
      'Devices',
      'All devices',
      'A',
      'Overview',
    ]);
  });
  it('goes to where the product has the page now', () => {
    expect(nodesOf('azure', 'Microsoft Entra ID › Mobility (MDM and MAM)')).toEqual([
      'Entra ID',
      'Mobility (MDM and MAM)',
    ]);
    expect(nodesOf('intune', '(browser)')).toEqual([]);
  });
});
