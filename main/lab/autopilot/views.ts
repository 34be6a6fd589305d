import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { labRow, nextId } from '../../db/tables.ts';
import { chanceOf } from '../../simulation/generator/chance.ts';
import { serialNumber } from '../../simulation/generator/device-names.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { clientInstalls } from './installs.ts';
import { modelOf } from './models.ts';

/** Serial numbers in the style of the model's manufacturer for the devices that would be added next. Throws for an unknown model. */
function nextSerials(db: Db, model: string, count: number): string[] {
  const found = modelOf(db, model);
  if (!found) throw new LabError('devicesRefused', `There is no Windows model "${model}" in this lab.`);
  const chance = chanceOf(labRow(db).seed);
  const first = nextId(db, 'devices');
  return Array.from({ length: count }, (_, index) => serialNumber(chance, found.manufacturer, first + index));
}

export const autopilotViews: ViewsOf<'autopilot'> = {
  clientInstalls,
  nextSerials: (db, { model, count }) => nextSerials(db, model, count),
};
