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

  it('takes blank lines and every line ending', () => {
    const lf = parseAutopilotCsv(`${header}\n\n${row('PF1')}\n`);
    expect(lf.devices.map(({ serialNumber }) => serialNumber)).toEqual(['PF1']);
    expect(lf.lines).toEqual([3]);
    expect(parseAutopilotCsv(`${header}\r${row('PF2')}\r`).devices[0]!.serialNumber).toBe('PF2');
  });

  it('is taken as the tool of Windows writes it: two bytes a character, and a short but whole hash', () => {
    const path = join(labFolder(), 'tool.csv');
    const text = 'Device Serial Number,Windows Product ID,Hardware Hash\r\nAUTL0001,,T0GHBAEAHAAA\r\n';
    writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(readAutopilotCsv(path)).toMatchObject({ devices: [{ serialNumber: 'AUTL0001' }], refused: [] });
    writeFileSync(path, Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]));
    expect(readAutopilotCsv(path).devices).toHaveLength(1);
  });

  it('is refused row by row where a hash is none, as Intune refuses it', () => {
    const { devices, refused } = read(header, 'BADP0001,,T0GHBAEAHAA', 'NOTH0001,,AAAA', 'ONEA0001,,A');
    expect(devices).toEqual([]);
    expect(refused).toEqual([
      { line: 2, why: expect.stringMatching(/11 characters/) as string },
      { line: 3, why: expect.stringMatching(/InvalidZtdHardwareHash/) as string },
      { line: 4, why: expect.stringMatching(/1 characters/) as string },
    ]);
  });

  it('refuses quotation marks, where other programs would take them away', () => {
    expect(read(header, `"PF1","","${hash}"`, row('PF2'))).toMatchObject({
      devices: [{ serialNumber: 'PF2' }],
      refused: [{ line: 2, why: expect.stringMatching(/quotation marks/) as string }],
    });
    const quotedHeader = header.replace(/[^,]+/g, '"$&"');
    expect(() => read(quotedHeader, row('PF1'))).toThrow(/quotation marks/);
  });

  it.each([
    ['a semicolon', `${header};x`.replaceAll(',', ';'), /separator is a semicolon/],
    ['a tab', header.replaceAll(',', '\t'), /separator is a tab/],
    ['a line for Excel', `sep=,\r\n${header}`, /"sep=,".*remove it/],
    ['a header in small letters', header.toLowerCase(), /"device serial number" in other letters/],
    ['one word in small letters', `${header},group tag`, /"group tag" in other letters than "Group Tag"/],
  ])('names %s as the cause of its refusal', (_what, first, why) => {
    expect(() => read(first, row('PF1'))).toThrow(why);
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

  it('is refused when it is not there, and when it is too large', () => {
    const folder = labFolder();
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
