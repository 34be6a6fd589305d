import { hour } from '../../../../shared/time.ts';
import { at, type Line, type Said } from '../line.ts';
import { every, type SiteSource } from '../source.ts';

/** While a setting stands at a bad value a component says so every hour. That it is an hour is assumed. */
export const whileBad = (source: SiteSource, setting: string, bad: string, said: readonly Said[]): Line[] => {
  const since = source.since(setting);
  if (source.estate.setting(setting) !== bad) return [];
  const from = Math.max(source.from, since ?? source.from);
  return every(hour, from, source.now).flatMap((moment) => at(moment, ...said));
};
