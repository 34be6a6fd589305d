// Proves promises of docs/reliability.md.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect, type Db } from '../../main/db/open.ts';
import { answerView } from '../../main/lab/door.ts';
import { ViewMemory } from '../../main/lab/engine/view-memory.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { deviceLists } from '../../shared/devices/lists.ts';
import { views, type ViewName } from '../../shared/offers.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildLab } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';
import { deviceQuery, refusedViews, viewSamples } from '../support/offer-samples.ts';

/** A question as the reader asks it, on one connection for all of them: in a transaction of its own. */
type Question = { name: ViewName; params: unknown };
const names = [...views.keys()] as ViewName[];
const good: Question[] = [
  // The samples of settings speak of a person of another company, and CMPivot asks a device that has to be there.
  ...names
    .filter((name) => name !== 'settings.read' && name !== 'attach.pivot')
    .map((name) => ({ name, params: viewSamples[name] })),
  { name: 'settings.read', params: { setting: 'scp', target: null } },
  ...deviceLists.map((list) => ({
    name: 'devices.list' as const,
    params: { ...deviceQuery, list, sort: { field: 'name', descending: true }, offset: 0, limit: 100 },
  })),
];

const unknown: Record<string, unknown> = { deviceId: 'NOBODY', deviceIds: ['NOBODY'], collectionId: 'nowhere' };
/** Fits the schema and is refused: what the samples refuse, every name that nothing has, every field that no list has. */
const refused: Question[] = [
  ...names.flatMap((name) => (refusedViews[name] ? [{ name, params: refusedViews[name].params }] : [])),
  ...names.flatMap((name) =>
    Object.keys(viewSamples[name])
      .filter((key) => key in unknown)
      .map((key) => ({ name, params: { ...viewSamples[name], [key]: unknown[key] } })),
  ),
  ...deviceLists.flatMap((list) =>
    (['devices.list', 'devices.ids', 'devices.values'] as const).flatMap((name) => [
      { name, params: { ...viewSamples[name], list, filters: [{ field: 'nothing', value: 'a' }] } },
      // Counting values puts nothing in order.
      ...(name === 'devices.values'
        ? []
        : [{ name, params: { ...viewSamples[name], list, sort: { field: 'nothing', descending: true } } }]),
    ]),
  ),
];

type Step =
  | { do: 'ask'; question: Question }
  | { do: 'refuse'; question: Question }
  /** A fault of the program, after everything was read. */
  | { do: 'break'; question: Question }
  | { do: 'wait'; seconds: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), question: fc.constantFrom(...good) }),
  fc.record({ do: fc.constant('refuse' as const), question: fc.constantFrom(...refused) }),
  fc.record({ do: fc.constant('break' as const), question: fc.constantFrom(...good) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(minute, hour, 9 * hour) }),
);

function asker(file: string) {
  const db = connect(file, { readonly: true });
  const memory = new ViewMemory();
  const asking = <T>(answer: (on: Db) => T): T => db.transaction(() => answer(db))();
  const ask = ({ name, params }: Question, then: () => void = () => undefined): unknown =>
    asking((on) => {
      const answer: unknown = answerView(on, name, params as never, { revision: 0, memory });
      then();
      return answer;
    });
  return { ask, close: () => db.close() };
}

const device = coManaged({ name: 'LAP-1', consentHabit: 'accept', presence: 'leavesSoon' });
function companyLab() {
  const lab = buildLab({
    devices: [device, { name: 'LAP-2' }, { name: 'LAP-3', presence: 'nights' }],
    cloud: { coManagement: { since: '2026-04-01T09:00:00Z', enroll: 'all' } },
  });
  lab.input('collections.create', { name: 'Pilot', comment: '', limitingId: 1, isIncremental: true });
  lab.input('actions.order', { kind: 'remoteAssistance', deviceIds: [1], options: {} });
  return lab;
}
const asFresh = (file: string, question: Question): unknown => {
  const fresh = asker(file);
  try {
    return fresh.ask(question);
  } finally {
    fresh.close();
  }
};

describe('a question that fails', () => {
  it('leaves nothing behind that another answer would be made of, in whatever order they are asked', () => {
    const lab = companyLab();
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), (steps) => {
        const reader = asker(lab.file);
        try {
          for (const now of steps) {
            if (now.do === 'wait') lab.advanceTo(lab.now + now.seconds);
            else if (now.do === 'ask') expect(reader.ask(now.question)).toEqual(asFresh(lab.file, now.question));
            else if (now.do === 'refuse') expect(() => reader.ask(now.question)).toThrow(LabError);
            else
              expect(() =>
                reader.ask(now.question, () => {
                  throw new Error('broken');
                }),
              ).toThrow('broken');
          }
        } finally {
          reader.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does no harm to any view', () => {
    const lab = companyLab();
    const answers = good.map((question) => asFresh(lab.file, question));
    for (const question of refused) {
      const reader = asker(lab.file);
      expect(() => reader.ask(question)).toThrow(LabError);
      expect(good.map((other) => reader.ask(other))).toEqual(answers);
      reader.close();
    }
  });

  it('does no harm as one of several inputs that were taken back together', () => {
    const lab = companyLab();
    const list: Question = { name: 'devices.list', params: viewSamples['devices.list'] };
    const ask = () => answerView(lab.db, list.name as 'devices.list', list.params as never);
    for (const first of [false, true]) {
      if (first) ask();
      expect(() =>
        lab.together(() => {
          lab.advanceTo(lab.now + hour);
          ask();
          throw new Error('broken');
        }),
      ).toThrow('broken');
      expect(ask()).toEqual(asFresh(lab.file, list));
      lab.advanceTo(lab.now + hour);
      expect(ask()).toEqual(asFresh(lab.file, list));
    }
  });
});
