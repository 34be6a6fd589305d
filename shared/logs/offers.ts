import * as z from 'zod/mini';
import { text, view } from '../contract/offers.ts';
import type { LogPlace, LogSummary, LogView } from './views.ts';

export const logOffers = {
  views: {
    places: view<LogPlace[]>()(() => z.strictObject({ search: text(200) })),
    list: view<LogSummary[]>()(() => z.strictObject({ where: text(200) })),
    read: view<LogView>()(() =>
      z.strictObject({ where: text(200), log: text(80), tail: z.int().check(z.gte(1), z.lte(1_000_000)) }),
    ),
  },
  inputs: {},
};
