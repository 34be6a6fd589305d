import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../main/ipc/register.ts';
import { detailSql } from '../../main/lab/engine/history.ts';
import type { InputsOf, ViewsOf } from '../../main/lab/engine/offer.ts';
import type { DeviceEventKind } from '../../main/simulation/kernel/history.ts';
import type { WorkKind } from '../../main/simulation/kernel/work-kinds.ts';
import type { DeviceLogName, deviceEventsIn } from '../../main/simulation/logs/events.ts';
import type { actions } from '../../main/simulation/actions/index.ts';
import type { workRules, WorkRule } from '../../main/simulation/work.ts';
import type { screenComponents } from '../../renderer/screens.ts';
import type { LoadScreen } from '../../renderer/router.ts';
import type { ActionKind } from '../../shared/actions/words.ts';
import type { activityKnows, Sentences } from '../../shared/activities/events.ts';
import type { ScreenId } from '../../shared/screens.ts';

/**
 * What docs/architecture.md says does not compile when it is forgotten. Each line takes one entry away from a table and asks the
 * compiler for the whole; where it has nothing to say against that, `@ts-expect-error` is the error.
 */
const made = <T>(): T => undefined as T;
export const forgotten: readonly unknown[] = [
  // @ts-expect-error something that happens: a kind of work without its rule
  made<Omit<typeof workRules, 'deliver'>>() satisfies Record<WorkKind, WorkRule>,
  // @ts-expect-error a remote action: an entry without what the action does
  made<Omit<typeof actions, 'sync'>>() satisfies Record<ActionKind, unknown>,
  // @ts-expect-error a view without its rule
  made<Omit<ViewsOf<'site'>, 'gateway'>>() satisfies ViewsOf<'site'>,
  // @ts-expect-error an input without its rule
  made<Omit<InputsOf<'collections'>, 'create'>>() satisfies InputsOf<'collections'>,
  // @ts-expect-error an input that a person confirms, with a rule that asks for nothing
  made<{ carryOut: () => never; answer: () => never }>() satisfies InputsOf<'actions'>['order'],
  // @ts-expect-error the same, with nothing but what it does
  made<() => never>() satisfies InputsOf<'actions'>['order'],
  // @ts-expect-error a request of the window's host without its handler
  made<Omit<Handlers, 'lab:hash'>>() satisfies Handlers,
  // @ts-expect-error a screen without its component
  made<Omit<typeof screenComponents, 'gateway'>>() satisfies Record<ScreenId, LoadScreen>,
  // @ts-expect-error an activity without its sentence
  made<Omit<Sentences, 'setting_changed'>>() satisfies Sentences,
  // @ts-expect-error an activity that does not say whose knowledge it is
  made<Omit<typeof activityKnows, 'setting_changed'>>() satisfies typeof activityKnows,
  // @ts-expect-error a kind of history that does not say which logs tell it
  made<Omit<typeof deviceEventsIn, 'joinAttempt'>>() satisfies Record<DeviceEventKind, readonly DeviceLogName[]>,
  // @ts-expect-error a detail that activities of this kind do not have
  detailSql('compliance_changed', 'compliance'),
];

describe('what is forgotten', () => {
  it('is an error of the compiler, which reads this file', () => {
    expect(forgotten).toHaveLength(12);
  });
});
