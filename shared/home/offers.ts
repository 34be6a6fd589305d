import { nothing, view } from '../contract/offers.ts';
import type { HomeView } from './views.ts';

export const homeOffers = { views: { read: view<HomeView>()(nothing) }, inputs: {} };
