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
  noMatch: { title: 'No device matches', message: 'Take the filter away, or search for something else.' },
  none: {
    title: 'No device has an authority to show',
    message: 'Windows computers with a Configuration Manager client or an enrollment in Intune appear here.',
  },
};
