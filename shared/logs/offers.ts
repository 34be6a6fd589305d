import * as z from 'zod/mini';
import { text, view } from '../contract/offers.ts';
import type { LogList, LogPlace, LogView, MergedLogView } from './views.ts';

const tail = () => z.int().check(z.gte(1), z.lte(1_000_000));
/** As many logs as anybody reads beside each other. */
export const logNames = () =>
  z.array(z.strictObject({ where: text(200), log: text(80) })).check(z.minLength(1), z.maxLength(8));

export const logOffers = {
  views: {
    places: view<LogPlace[]>()(() => z.strictObject({ search: text(200) })),
    list: view<LogList>()(() => z.strictObject({ where: text(200) })),
    read: view<LogView>()(() => z.strictObject({ where: text(200), log: text(80), tail: tail() })),
    /** The last lines of several logs, by time; of the same moment in the order in which the logs are named. */
    merge: view<MergedLogView>()(() => z.strictObject({ of: logNames(), tail: tail() })),
  },
  inputs: {},
};
