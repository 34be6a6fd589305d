import type { DeviceView } from '../../../shared/devices/views.ts';
import { cellText, utcText, type Zone } from '../../parts/cells.ts';
import { fieldOf, type Source } from './comparison.ts';
import { toneOf } from '../status.ts';
import type { Tone } from '../../ui/types.ts';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { closed } from '../../parts/knowledge.ts';

const shown: Record<'intune' | 'configmgr' | 'truth', readonly string[]> = {
  intune: [
    'managedBy',
    'compliance',
    'ownership',
    'lastCheckIn',
    'osVersion',
    'primaryUser',
    'serialNumber',
    'managementState',
  ],
  configmgr: [
    'clientStatus',
    'clientOnline',
    'clientCheck',
    'lastPolicyRequest',
    'os',
    'primaryUser',
    'serialNumber',
    'domain',
  ],
  truth: ['platform', 'os', 'osVersion', 'joinType', 'model', 'serialNumber', 'ownership', 'office'],
};
export type EssentialsSource = keyof typeof shown;
export type Essential = {
  id: string;
  label: string;
  value: string;
  tone?: Tone;
  detail?: string;
  withheld: KnowledgeKind | null;
};

/** The record an administrator would open first: Intune’s, else the site’s. */
export const essentialsSource = (view: DeviceView): EssentialsSource =>
  view.records.intune ? 'intune' : view.records.configmgr ? 'configmgr' : 'truth';

export function essentials(view: DeviceView, zone: Zone): Essential[] {
  const source: Source = essentialsSource(view);
  const values = source === 'truth' ? view.truth : (view.records[source]?.fields ?? {});
  return shown[source]
    .filter((name) => name in values)
    .map((name) => {
      const field = fieldOf(source, name);
      const value = values[name] ?? null;
      const tone = toneOf(name, value);
      return {
        id: name,
        label: field.label,
        value: cellText(field, value, zone),
        withheld: closed(field.knows),
        ...(tone ? { tone } : {}),
        ...(field.type === 'time' && typeof value === 'number' ? { detail: utcText(value) } : {}),
      };
    });
}
