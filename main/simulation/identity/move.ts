import { pathOfUnit } from '../../../shared/identity/units.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { nextEvaluation } from '../site/touch.ts';

/**
 * A computer object is moved to another organizational unit. Entra Connect sees it in its next cycle: what came out of the scope is
 * deleted in Entra ID, what came in is exported. The site knows the unit by its discovery of systems, and collections ask by it.
 */
export function moveComputer(facts: Facts, unit: string, now: number): Change[] {
  const { ad, device, queriedFields } = facts;
  if (!ad) return [];
  const domain = ad.distinguished_name.slice(ad.distinguished_name.indexOf('DC='));
  const asked: Change[] = queriedFields.has('ou')
    ? [
        { do: 'unqueue', kind: 'resourceChanged', deviceId: 0, subjectId: device.id },
        { do: 'queue', dueAt: nextEvaluation(now), kind: 'resourceChanged', deviceId: 0, subjectId: device.id },
      ]
    : [];
  return [
    {
      do: 'update',
      table: 'ad_computers',
      id: ad.id,
      set: { distinguished_name: `CN=${ad.name},${pathOfUnit(unit)},${domain}` },
    },
    ...asked,
    { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 },
  ];
}
