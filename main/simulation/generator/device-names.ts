import type { DeviceForm } from '../../../shared/contract/device-words.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { Chance } from './chance.ts';

/** Names by the company's convention and serial numbers in each manufacturer's style, unique in a lab. */
const letters = '0123456789ABCDEFGHJKLMNPQRTUVWXY';
const formLetter: Record<DeviceForm, string> = { laptop: 'L', desktop: 'D', tablet: 'T', phone: 'P', server: 'S' };

/** What serial numbers of a manufacturer look like (observed habit, not a specification): fixed start and drawn length. */
const styles: Record<string, { start: string; length: number; digits?: boolean }> = {
  Dell: { start: '', length: 7 },
  HP: { start: '5CG', length: 7 },
  Lenovo: { start: 'PF', length: 7 },
  Microsoft: { start: '0', length: 11, digits: true },
  Apple: { start: '', length: 10 },
  Samsung: { start: 'R5C', length: 8 },
  Google: { start: '4', length: 13 },
  HPE: { start: 'CZ', length: 8 },
};
const otherStyle: { start: string; length: number; digits?: boolean } = { start: '', length: 10 };

/** Unique per device: seven characters spell a number that no other id gives, the rest is drawn. */
export function serialNumber(chance: Chance, manufacturer: string, id: number): string {
  const { start, length, digits = false } = styles[manufacturer] ?? otherStyle;
  const mixed = (Math.imul(id, 0x9e3779b1) ^ chance.bits('generator.serialBase', 0)) >>> 0;
  if (digits) return start + String(mixed).padStart(10, '0') + String(chance.below('generator.serial', id, 10));
  let unique = '';
  for (let rest = mixed, i = 0; i < 7; i += 1) {
    unique += letters[rest % 32]!;
    rest = Math.floor(rest / 32);
  }
  let drawn = '';
  if (length > 7) {
    for (let rest = chance.bits('generator.serial', id), i = 7; i < length; i += 1) {
      drawn += letters[rest % 32]!;
      rest = Math.floor(rest / 32);
    }
  }
  return start + drawn + unique;
}

/** Fills a group's name template; a name that is taken gets the next number, as people and phones do it. */
export class DeviceNamer {
  /** Lower case, because the author wrote them; names of templates differ by more than case. */
  readonly #cast: ReadonlySet<string>;
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  constructor(castNames: Iterable<string>) {
    this.#cast = new Set(castNames);
  }

  name(template: string, facts: { office: string; model: ModelRow; serial: string; given: string }): string {
    let stem = template;
    if (stem.includes('{office}')) stem = stem.replace('{office}', facts.office);
    if (stem.includes('{form}')) stem = stem.replace('{form}', formLetter[facts.model.form]);
    if (stem.includes('{serial}')) stem = stem.replace('{serial}', facts.serial);
    if (stem.includes('{given}')) stem = stem.replace('{given}', facts.given);
    const isNumbered = stem.includes('{number}');
    let number = this.#next.get(stem) ?? 1;
    let name = numbered(stem, number, isNumbered);
    while (this.#taken.has(name) || (this.#cast.size > 0 && this.#cast.has(name.toLowerCase()))) {
      number += 1;
      name = numbered(stem, number, isNumbered);
    }
    // A serial number is not given twice, so nothing has to be remembered for it but the name itself.
    if (isNumbered || !stem.includes(facts.serial)) this.#next.set(stem, number + 1);
    this.#taken.add(name);
    return name;
  }
}

const numbered = (stem: string, number: number, isNumbered: boolean): string =>
  isNumbered ? stem.replace('{number}', String(number).padStart(4, '0')) : number === 1 ? stem : `${stem} (${number})`;
