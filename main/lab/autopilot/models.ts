import { csvDefaultModel } from '../../../shared/autopilot/offers.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { Db } from '../../db/open.ts';
import { worldOf } from '../engine/world.ts';

/** A Windows computer's model by name; a file names none, so its devices are the first laptop of the scenario. */
export function modelOf(db: Db, name: string): ModelRow | undefined {
  const models = [...worldOf(db).models.values()].filter(({ platform }) => platform === 'windows');
  if (name === csvDefaultModel) return models.find(({ form }) => form === 'laptop') ?? models[0];
  return models.find((model) => model.name.toLowerCase() === name.toLowerCase());
}
