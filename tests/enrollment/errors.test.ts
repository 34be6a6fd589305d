import { describe, expect, it } from 'vitest';
import { enrollmentErrorByCode, enrollmentErrors } from '../../shared/enrollment/errors.ts';
import { enrollmentCauses, transientErrors } from '../../main/simulation/enrollment/causes.ts';

/** Decimals as the monitoring page of co-management lists them. */
const documented: Record<string, number> = {
  '0x8018002B': 2149056555,
  '0x8018002A': 2149056554,
  '0x80180018': 2149056536,
  '0x80180014': 2149056532,
  '0x80180015': 2149056533,
  '0x80180002': 2149056514,
  '0x80180005': 2149056517,
  '0x8000FFFF': 2147549183,
  '0x80070032': 2147942450,
  '0xCAA10001': 3399548929,
  '0xCAA20003': 3399614467,
  '0xCAA9004D': 3400073293,
  '0xCAA90014': 3400073236,
  '0xCAA9001F': 3400073247,
  '0xCAA70004': 3399942148,
  '0x80192EE7': 2149134055,
  '0x80192EE2': 2149134050,
  '0x801901AD': 2149122477,
  '0x80070490': 2147943568,
  '0x82AA0008': 2192179208,
};
const documentedAsTransient = [
  '0x8018002B',
  '0x8018002A',
  '0x80180005',
  '0xCAA10001',
  '0xCAA70004',
  '0x80192EE2',
  '0x80070490',
  '0x82AA0008',
];

describe('the catalogue of enrollment errors', () => {
  it.each(enrollmentErrors)('$code says the same in hexadecimal and decimal, and what to do', (error) => {
    expect(error.code).toMatch(/^0x[0-9A-F]{8}$/);
    expect(error.decimal).toBe(Number.parseInt(error.code, 16));
    expect(error.meaning.length).toBeGreaterThan(20);
    expect(error.remedy.length).toBeGreaterThan(8);
    expect(error.detectableAt.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(documented))('has %s with the decimal of the dashboard', (code, decimal) => {
    expect(enrollmentErrorByCode.get(code)?.decimal).toBe(decimal);
    expect(enrollmentErrorByCode.get(code)?.detectableAt).toContain('dashboard');
  });

  it('names each code once', () => {
    expect(new Set(enrollmentErrors.map(({ code }) => code)).size).toBe(enrollmentErrors.length);
  });

  it.each(documentedAsTransient)('calls %s transient', (code) => {
    expect(enrollmentErrorByCode.get(code)?.transient).toBe(true);
  });

  it('has every code that the model can produce, and lets only transient ones pass by themselves', () => {
    for (const { code } of enrollmentCauses) expect(enrollmentErrorByCode.has(code), code).toBe(true);
    for (const { code } of transientErrors) expect(enrollmentErrorByCode.get(code)?.transient, code).toBe(true);
  });
});
