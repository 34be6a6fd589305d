import type { Knowledge } from './lists.ts';

/** A fact that the device and a record of it both have. `noun` says in a sentence what was compared. */
type ComparedFact = { label: string; noun: string };

/** What is compared of a device with each record that holds it, by the name it has in the views of both. */
export const comparedFacts = {
  name: { label: 'Device name', noun: 'name' },
  osVersion: { label: 'OS version', noun: 'version' },
  joinType: { label: 'Join type', noun: 'join' },
  encrypted: { label: 'Encrypted', noun: 'encryption' },
  primaryUser: { label: 'Primary user', noun: 'primary user' },
  diskFreeMb: { label: 'Disk free', noun: 'free disk space' },
  clientVersion: { label: 'Client version', noun: 'client version' },
  ownership: { label: 'Ownership', noun: 'ownership' },
  mdmEnrolled: { label: 'Enrolled', noun: 'enrollment' },
  clientInstalled: { label: 'Client installed', noun: 'client' },
  online: { label: 'Reachable', noun: 'online status' },
} as const satisfies Readonly<Record<string, ComparedFact>>;
type ComparedId = keyof typeof comparedFacts;
const comparedIds = Object.keys(comparedFacts) as ComparedId[];

/** The name by which a record has a fact, where it is another than the device's. */
const recordedAs: Partial<Record<ComparedId, string>> = { online: 'clientOnline' };
export const recordedNameOf = (fact: ComparedId): string => recordedAs[fact] ?? fact;

/** The facts in which a record of these fields is compared with the device. */
export const comparedIn = (service: Knowledge, fields: Readonly<Record<string, unknown>>): ComparedId[] =>
  comparedIds.filter(
    (id) =>
      recordedNameOf(id) in fields &&
      // Entra ID is told a version at registration and by Intune; its age alone is no lesson.
      !(service === 'entra' && id === 'osVersion'),
  );
