import { hour } from '../../../../shared/time.ts';
import { at, type Line, type Said } from '../line.ts';
import { estateAt } from '../past.ts';
import { every, type SiteSource } from '../source.ts';

/** While a setting stands at a bad value a component says so every hour. That it is an hour is assumed. */
export const whileBad = (source: SiteSource, setting: string, bad: string, said: readonly Said[]): Line[] =>
  every(hour, source.from, source.now).flatMap((moment) =>
    estateAt(source, moment).setting(setting) === bad ? at(moment, ...said) : [],
  );
