// Proves promises of docs/reliability.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mostAutopilotRows, parseAutopilotCsv, readAutopilotCsv } from '../../main/lab/autopilot/csv.ts';
import { labFolder, refusalCode } from '../support/build-lab.ts';

const header = 'Device Serial Number,Windows Product ID,Hardware Hash';
const full = `${header},Group Tag,Assigned User`;
const hash = 'T0FIAQAAAAA=';
const row = (serial: string): string => `${serial},,${hash}`;
const read = (...lines: string[]) => parseAutopilotCsv(lines.join('\r\n'));

describe('a file of hardware hashes', () => {
  it('gives one computer a row, of the default model', () => {
    expect(read(header, row('PF0001'), row('PF0002'))).toEqual({
      devices: [
        { serialNumber: 'PF0001', model: 'default', groupTag: '', assignedUser: null },
        { serialNumber: 'PF0002', model: 'default', groupTag: '', assignedUser: null },
      ],
      lines: [2, 3],
      refused: [],
    });
  });

  it('may name group tag and user', () => {
    const { devices } = read(full, `PF1,00330-80000,${hash},Sales,anna@contoso.com`, `PF2,,${hash},,`);
    expect(devices).toMatchObject([
      { groupTag: 'Sales', assignedUser: 'anna@contoso.com' },
      { groupTag: '', assignedUser: null },
    ]);
    expect(read(`${header},Group Tag`, `PF1,,${hash},Lab`).devices).toMatchObject([{ groupTag: 'Lab' }]);
  });

  it('refuses names that cannot be seen, by their lines', () => {
    const { devices, refused } = read(
      full,
      `PF\x0001,,${hash},,`,
      `PF2,,${hash},Sa\u202eles,`,
      `PF3,,${hash},,`,
      `PF\u20094,,${hash},,`,
    );
    expect(refused).toEqual([
      { line: 2, why: 'The serial number holds control or invisible characters.' },
      { line: 3, why: 'The group tag holds control or invisible characters.' },
    ]);
    expect(devices.map(({ serialNumber }) => serialNumber)).toEqual(['PF3', 'PF\u20094']);
  });

  it('takes quotation marks, blank lines and every line ending', () => {
    const lf = parseAutopilotCsv(`${header}\n\n"PF,1",,"${hash}"\n`);
    expect(lf.devices.map(({ serialNumber }) => serialNumber)).toEqual(['PF,1']);
    expect(lf.lines).toEqual([3]);
    expect(parseAutopilotCsv(`${header}\r"P""F",,${hash}\r`).devices[0]!.serialNumber).toBe('P"F');
  });

  it.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${full}\r\nPF1,,${hash},Büro,\r\n`, 'utf8')],
    ['UTF-8', Buffer.from(`${full}\r\nPF1,,${hash},Büro,\r\n`, 'utf8')],
    ['ANSI', Buffer.from(`${full}\r\nPF1,,${hash},Büro,\r\n`, 'latin1')],
  ])('is read in %s', (_encoding, bytes) => {
    const path = join(labFolder(), 'hashes.csv');
    writeFileSync(path, bytes);
    expect(readAutopilotCsv(path, 'Latitude 5450').devices).toEqual([
      { serialNumber: 'PF1', model: 'Latitude 5450', groupTag: 'Büro', assignedUser: null },
    ]);
  });

  it('is refused in Unicode of two bytes, when it is not there, and when it is too large', () => {
    const folder = labFolder();
    const wide = join(folder, 'wide.csv');
    writeFileSync(wide, Buffer.from(`\ufeff${header}\r\n${row('PF1')}`, 'utf16le'));
    expect(refusalCode(() => readAutopilotCsv(wide))).toBe('fileMalformed');
    expect(refusalCode(() => readAutopilotCsv(join(folder, 'missing.csv')))).toBe('fileNotFound');
    const large = join(folder, 'large.csv');
    writeFileSync(large, Buffer.alloc(9 * 1024 * 1024, 0x20));
    expect(refusalCode(() => readAutopilotCsv(large))).toBe('fileMalformed');
  });

  it.each([
    ['empty', ''],
    ['without rows', header],
    ['without a header', row('PF1')],
    ['in another order', `Hardware Hash,Windows Product ID,Device Serial Number\r\n${row('PF1')}`],
    ['with a column that Intune does not know', `${header},Manufacturer name\r\n${row('PF1')},Dell`],
    ['with a column twice', `${header},Group Tag,Group Tag\r\n${row('PF1')},a,b`],
  ])('is refused whole when it is %s', (_what, text) => {
    expect(refusalCode(() => parseAutopilotCsv(text))).toBe('fileMalformed');
  });

  it('has at most 500 rows', () => {
    const rows = Array.from({ length: mostAutopilotRows }, (_, index) => row(`PF${index}`));
    expect(read(header, ...rows).devices).toHaveLength(500);
    expect(refusalCode(() => read(header, ...rows, row('PF500')))).toBe('fileMalformed');
  });

  it.each([
    ['an empty serial number', row('  '), /serial number is missing/],
    ['a serial number that was there', row('pf1'), /in line 2 already/],
    ['too long a serial number', row('P'.repeat(61)), /longer than 60/],
    ['an empty hash', 'PF9,,', /hash is missing/],
    ['a hash that is no Base64', 'PF9,,not base64!', /not Base64/],
    ['a field too many', `PF9,,${hash},x`, /4 fields, the header 3/],
    ['a field too few', 'PF9,', /2 fields, the header 3/],
    ['an open quotation mark', `"PF9,,${hash}`, /not closed/],
  ])('leaves out a row with %s and says in which line', (_what, bad, why) => {
    const { devices, refused } = read(header, row('PF1'), bad, row('PF2'));
    expect(devices.map(({ serialNumber }) => serialNumber)).toEqual(['PF1', 'PF2']);
    expect(refused).toEqual([{ line: 3, why: expect.stringMatching(why) as string }]);
  });

  it.each([
    ['a user without a domain', `PF9,,${hash},,anna`, /no user principal name/],
    ['too long a group tag', `PF9,,${hash},${'g'.repeat(61)},`, /group tag/],
  ])('leaves out a row with %s', (_what, bad, why) => {
    expect(read(full, bad).refused).toEqual([{ line: 2, why: expect.stringMatching(why) as string }]);
  });
});
