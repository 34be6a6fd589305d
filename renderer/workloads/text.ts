import type { CapabilityReading } from '../../shared/workloads/capability-value.ts';
import { devicesText, groupDigits } from '../parts/cells.ts';

export const text = {
  section: 'Who decides what on each device',
  line: 'Lab’s knowledge: worked out from the policy that each device holds. A console shows parts of it on the device only.',
  summary: (total: number | null) => (total === null ? 'Reading…' : devicesText(total)),
  exported: (fileName: string, rows: number) => ({
    title: 'Matrix exported',
    message: `${groupDigits(rows)} rows in ${fileName}.`,
  }),
  notExported: 'The matrix was not exported',
  reader: {
    title: 'Read a capability value',
    hint: 'CoManagementFlags of the registry, decimal or 0x….',
    noValue: 'A whole number of at most 32 bits, such as 12541 or 0x30fd.',
    outcome: ({ generation, workloads, rest }: CapabilityReading): string => {
      if (generation === null) return 'It has no base (1, or 8193 today): no co-management policy wrote it.';
      const written = generation === 'current' ? 'Written by a current version' : 'Written by an older version';
      const held = workloads.length === 0 ? 'no workload is Intune’s' : `Intune has ${workloads.length} of 7 workloads`;
      return `${written}: ${held}.${rest === 0 ? '' : ` The rest, ${rest}, stands for no workload.`}`;
    },
  },
  noMatch: { title: 'No device matches', message: 'Take the filter away, or search for something else.' },
  none: {
    title: 'No device has an authority to show',
    message: 'Windows computers with a Configuration Manager client or an enrollment in Intune appear here.',
  },
};
