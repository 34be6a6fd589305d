import { test, expect } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestInput, RequestName } from '../../shared/requests.ts';
import { useTandem } from '../e2e/support/desk.ts';
import type { Tandem } from '../e2e/support/tandem.ts';
import { definedOf, readWalks, startOf, type Section, type Start, type Step } from './data.ts';
import { Player, type Played } from './player.ts';
import { outcomesWorseThanRecorded, recordedOutcome, resultsFolder, shortSections } from './record.ts';
import { WalkScreen } from './screen.ts';

// Tutorials of the product’s documentation, step by step as they are written, each section in a lab of its own.
const desk = useTandem({ size: [1600, 900] });

async function objectIdOf(tandem: Tandem, deviceId: number): Promise<string> {
  const { more } = await tandem.ask('devices.record', { list: 'entra', deviceId });
  return String(more.find(({ label }) => label === 'Object ID')!.value);
}

async function prepare(
  tandem: Tandem,
  { scenario, seed, devices, inputs, names }: Start,
): Promise<Map<string, string>> {
  await tandem.newLab(scenario, { seed, devices });
  for (const input of inputs)
    if ('ask' in input) await tandem.ask(input.ask as RequestName, input.with as RequestInput<RequestName>);
    else await tandem.ask('clock:jump', { by: 'duration', seconds: input.hours * 3600 });
  const known = new Map<string, string>();
  for (const [example, ours] of Object.entries(names)) {
    if (typeof ours === 'string') known.set(example, ours);
    else {
      const { rows } = await tandem.ask('devices.list', {
        ...{ list: 'fleet', filters: ours.filters, search: ours.search, sort: null, offset: 0, limit: 1 },
      });
      expect(rows[0], `a device such as ${example}`).toBeDefined();
      const { id, name } = rows[0]!;
      known.set(example, ours.take === 'name' ? name : await objectIdOf(tandem, id));
    }
  }
  return known;
}

async function play(section: Section, everyStep: readonly Step[]): Promise<Played[]> {
  const { tandem, page } = desk;
  await page.reload();
  const names = await prepare(tandem, startOf(section));
  await desk.frame.goTo('home');
  const screen = new WalkScreen(page);
  const player = new Player(section, screen, names);
  const folder = join(resultsFolder, section.walk);
  mkdirSync(folder, { recursive: true });
  const played: Played[] = [];
  let step: Step | undefined;
  for (const before of startOf(section).first) {
    step = typeof before === 'number' ? everyStep.find(({ id }) => id === before)! : { ...step!, ...definedOf(before) };
    await player.play(step);
  }
  for (const step of section.steps) {
    await screen.gauge(recordedOutcome(section, step.id) !== 'not possible');
    const one = await player.play(step);
    played.push(one);
    await page.screenshot({ path: join(folder, `${step.id}.png`) });
    console.log(
      `  ${one.outcome === 'literal' ? '✓' : one.outcome === 'other' ? '~' : '✗'} ${step.id} ${step.do} ${step.control ?? ''} ${one.note}`,
    );
  }
  writeFileSync(join(folder, `section-${section.number}.json`), JSON.stringify(played, null, 1));
  return played;
}

for (const { walk, steps, sections } of readWalks())
  for (const section of sections) {
    const title = section.section === undefined ? walk : `${walk} › ${section.section}`;
    const isShort = shortSections.some((one) => one.walk === walk && one.number === section.number);
    test(title, { tag: isShort ? [] : '@whole' }, async () => {
      const played = await play(section, steps);
      expect(outcomesWorseThanRecorded(section, played)).toEqual([]);
    });
  }
