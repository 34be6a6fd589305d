import type { ViewsOf } from '../engine/offer.ts';
import { sessionView } from './session.ts';

export const sessionViews: ViewsOf<'sessions'> = { read: (db, { actionId }) => sessionView(db, actionId) };
