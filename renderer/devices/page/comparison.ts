import { findField, type DeviceField } from '../../../shared/devices/lists.ts';
import {
  joinTypeLabels,
  managedByLabels,
  ownershipLabels,
  platformLabels,
} from '../../../shared/contract/device-words.ts';
import type { Cell } from '../../../shared/contract/answers.ts';
import { kindOfTruth, type DeviceView } from '../../../shared/devices/views.ts';

/** Who can know something of a device: what is so, and each service's record of it. */
export const sources = ['truth', 'intune', 'configmgr', 'entra', 'ad', 'autopilot'] as const;
export type Source = (typeof sources)[number];
export type Service = Exclude<Source, 'truth'>;
export const services = sources.slice(1) as readonly Service[];

export const sourceTitles: Record<Source, string> = {
  truth: 'The device',
  intune: 'Intune',
  configmgr: 'Configuration Manager',
  entra: 'Entra ID',
  ad: 'Active Directory',
  autopilot: 'Autopilot',
};

/** The same fact under the name that each source has for it. */
type Fact = { id: string; label: string } & Partial<Record<Source, string>>;
const facts: readonly Fact[] = [
  { id: 'name', label: 'Name', truth: 'name', intune: 'name', configmgr: 'name', entra: 'name', ad: 'name' },
  { id: 'os', label: 'Operating system', truth: 'os', intune: 'os', configmgr: 'os', entra: 'os', ad: 'os' },
  {
    id: 'osVersion',
    label: 'OS version',
    truth: 'osVersion',
    intune: 'osVersion',
    configmgr: 'osVersion',
    entra: 'osVersion',
    ad: 'osVersion',
  },
  { id: 'joinType', label: 'Join type', truth: 'joinType', intune: 'joinType', entra: 'joinType' },
  { id: 'domain', label: 'Domain', truth: 'domain', configmgr: 'domain' },
  { id: 'managedBy', label: 'Managed by', truth: 'managedBy', intune: 'managedBy' },
  { id: 'enrolled', label: 'MDM enrolled', truth: 'mdmEnrolled', intune: 'mdmEnrolled' },
  { id: 'client', label: 'Client installed', truth: 'clientInstalled', configmgr: 'clientInstalled' },
  { id: 'clientVersion', label: 'Client version', truth: 'clientVersion', configmgr: 'clientVersion' },
  { id: 'clientHealth', label: 'Client health', truth: 'clientHealth', configmgr: 'clientCheck' },
  { id: 'online', label: 'Reachable', truth: 'online', configmgr: 'clientOnline' },
  {
    id: 'primaryUser',
    label: 'User',
    truth: 'primaryUser',
    intune: 'primaryUser',
    configmgr: 'primaryUser',
    entra: 'owner',
  },
  { id: 'ownership', label: 'Ownership', truth: 'ownership', intune: 'ownership' },
  { id: 'model', label: 'Model', truth: 'model', intune: 'model', configmgr: 'model', autopilot: 'model' },
  {
    id: 'manufacturer',
    label: 'Manufacturer',
    truth: 'manufacturer',
    intune: 'manufacturer',
    autopilot: 'manufacturer',
  },
  {
    id: 'serialNumber',
    label: 'Serial number',
    truth: 'serialNumber',
    intune: 'serialNumber',
    configmgr: 'serialNumber',
    autopilot: 'serialNumber',
  },
  { id: 'compliance', label: 'Compliance', intune: 'compliance', entra: 'compliant' },
  { id: 'enabled', label: 'Account enabled', entra: 'enabled', ad: 'enabled' },
  { id: 'encrypted', label: 'Encrypted', truth: 'encrypted', intune: 'encrypted' },
  { id: 'diskFreeMb', label: 'Disk free', truth: 'diskFreeMb', intune: 'diskFreeMb' },
];

export type ComparedCell = { source: Source; field: DeviceField; value: Cell; isDifferent: boolean };
export type ComparedFact = { id: string; label: string; cells: Partial<Record<Source, ComparedCell>> };

/** Facts that at least one of the shown sources holds, each cell marked where it differs from the truth. */
export function compare(view: DeviceView): ComparedFact[] {
  return facts
    .map((fact) => ({ id: fact.id, label: fact.label, cells: cellsOf(fact, view) }))
    .filter(({ cells }) => Object.keys(cells).length > 0);
}

function cellsOf(fact: Fact, view: DeviceView): ComparedFact['cells'] {
  const cells: ComparedFact['cells'] = {};
  for (const source of sources) {
    const name = fact[source];
    const values = valuesOf(source, view);
    if (!name || !values || !(name in values) || isMoot(source, name, view)) continue;
    const isDifferent = (view.differences ?? []).some(
      (difference) => difference.recordedBy === source && [fact.id, fact.truth, name].includes(difference.field),
    );
    cells[source] = { source, field: fieldOf(source, name), value: values[name] ?? null, isDifferent };
  }
  return cells;
}

/** The health of a client that is not there would only mislead. */
const isMoot = (source: Source, name: string, { truth }: DeviceView): boolean =>
  source === 'truth' && name === 'clientHealth' && truth['clientInstalled'] === false;

/** What one record holds beyond the facts that are compared: its own dates, states and names. */
export function remainder(source: Source, view: DeviceView): { field: DeviceField; value: Cell }[] {
  const values = valuesOf(source, view);
  if (!values) return [];
  const compared = new Set(facts.map((fact) => fact[source]));
  return Object.entries(values)
    .filter(([name]) => !compared.has(name) && !shownElsewhere.has(name))
    .map(([name, value]) => ({ field: fieldOf(source, name), value }));
}

/** Facts of the health section, and words that repeat a compared fact. */
const shownElsewhere = new Set(
  'platform form diskTotalMb batteryPercent defenderOn bootedAt pendingReboot pendingRebootSince'.split(' '),
);

const valuesOf = (source: Source, view: DeviceView): Record<string, Cell> | undefined =>
  source === 'truth' ? view.truth : view.records[source]?.fields;

/**
 * A record's field by its own catalogue; truth's by the lab's list, or by the few that only the device page shows. What the lab
 * alone knows of it is a matter of the source: the same name stands for a record elsewhere.
 */
export function fieldOf(source: Source, name: string): DeviceField {
  const known =
    source === 'truth' ? findField('fleet', name) : source === 'autopilot' ? undefined : findField(source, name);
  const field = known ?? ownFields[name] ?? { id: name, label: wordsOf(name), type: typeOf(name), knowledge: source };
  return { ...field, knows: source === 'truth' ? kindOfTruth(name) : null };
}

/** The field of a record in which it has a fact of the device. */
export const recordFieldOf = (source: Source, fact: string): DeviceField =>
  fieldOf(source, facts.find(({ id }) => id === fact)?.[source] ?? fact);

type OwnField = Omit<DeviceField, 'knows'>;
const ownField = (id: string, label: string, more: Partial<OwnField> = {}): OwnField => ({
  id,
  label,
  type: 'text',
  knowledge: 'truth',
  ...more,
});
const ownFields: Record<string, OwnField> = Object.fromEntries(
  [
    ownField('joinType', 'Join type', { type: 'enum', labels: joinTypeLabels }),
    ownField('managedBy', 'Managed by', { type: 'enum', labels: managedByLabels }),
    ownField('platform', 'Platform', { type: 'enum', labels: platformLabels }),
    ownField('ownership', 'Ownership', { type: 'enum', labels: ownershipLabels }),
    ownField('clientHealth', 'Client health', { type: 'enum', labels: { ok: 'Healthy', failed: 'Failed' } }),
    ownField('encrypted', 'Encrypted', { type: 'boolean' }),
    ownField('defenderOn', 'Defender', { type: 'boolean' }),
    ownField('power', 'Power state', {
      type: 'enum',
      labels: {
        running: 'Running',
        restarting: 'Restarting',
        resetting: 'Resetting',
        oobe: 'At the out-of-box experience',
        unbootable: 'Does not start',
      },
    }),
    ownField('diskTotalMb', 'Disk size', { type: 'number', unit: 'MB' }),
    ownField('enrollmentState', 'Enrollment state', {
      type: 'enum',
      labels: { enrolled: 'Enrolled', notContacted: 'Not contacted', unknown: 'Unknown' },
    }),
  ].map((field) => [field.id, field]),
);

/** `lastPolicyRequest` → `Last policy request`: a field the catalogues do not name still reads as words. */
const wordsOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const typeOf = (name: string): DeviceField['type'] =>
  /(At|Since|Until|asOf|Contacted)$/.test(name) || /^last[A-Z].*(Request|Heartbeat|CheckIn)$/.test(name)
    ? 'time'
    : 'text';
