import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enrollmentErrors } from '../../shared/enrollment/errors.ts';
import { codeFamilies } from '../../shared/logs/code-families.ts';
import { findLogCode } from '../../shared/logs/codes.ts';

describe('codes in logs', () => {
  it('are explained however they are written, those of an enrollment too', () => {
    for (const { code, name } of enrollmentErrors) expect(findLogCode(code.toLowerCase())?.name).toBe(name);
    expect(findLogCode('0x80072EE7')).toMatchObject({ decimal: 2147954407, name: 'ERROR_INTERNET_NAME_NOT_RESOLVED' });
    expect(findLogCode('0x12345678')).toBeUndefined();
  });

  it('of whole families are known with what they mean, and whether they pass only where a page says so', () => {
    const registration = Array.from(
      { length: 0x29 },
      (_, index) => `0x801800${(index + 1).toString(16).padStart(2, '0')}`,
    );
    // These numbers of the family stand for nothing any more.
    const retired = new Set(['0x8018000c', '0x80180011']);
    for (const code of [...registration.filter((one) => !retired.has(one)), '0x801c03ea', '0x801c03ed', '0x87d00607'])
      expect(findLogCode(code), code).toMatchObject({ decimal: Number(code), name: expect.any(String) as string });
    const documented = new Map(enrollmentErrors.map(({ code, transient }) => [code.toLowerCase(), transient]));
    expect(documented.get('0x80180026')).toBe(false);
    expect(documented.get('0x8018002b')).toBe(true);
    for (const [code] of codeFamilies)
      expect(findLogCode(code)!.transient, code).toBe(documented.get(code.toLowerCase()) ?? null);
    expect(findLogCode('0x80180006')!.remedy).toContain('(assumed)');
  });

  it('with two numbers for one name say at both which log prints which', () => {
    for (const [printed, header, name] of [
      ['0x8018002A', '0x80180030', 'MENROLL_E_USER_CANCELED'],
      ['0x8018002B', '0x80180031', 'MENROLL_E_MDM_NOT_CONFIGURED'],
    ] as const)
      for (const code of [printed, header]) {
        const found = findLogCode(code)!;
        expect(found).toMatchObject({ name, decimal: Number(code) });
        expect(found.meaning).toContain(`print ${printed}`);
        expect(found.meaning).toContain(header);
      }
  });

  it('are found by their numbers too, as event logs and dashboards write them', () => {
    const resolved = findLogCode('0x80072ee7')!;
    for (const typed of ['2147954407', '-2147012889', '80072EE7', ' 0x80072EE7 '])
      expect(findLogCode(typed), typed).toBe(resolved);
    // Digits alone may be either; a number comes first.
    expect(findLogCode('80180014')?.code.toLowerCase()).toBe('0x80180014');
    expect(findLogCode('1355')?.code).toBe('0x0000054b');
    for (const typed of ['', '-', '0x', '99999999999', '-2147483649', 'no code'])
      expect(findLogCode(typed), typed).toBeUndefined();
    for (const { code, decimal } of enrollmentErrors) expect(findLogCode(String(decimal))?.code).toBe(code);
  });

  it('are all known that the rules of joins, clients and gateways write', () => {
    const written = ['identity', 'enrollment', 'autopilot'].flatMap((room) =>
      readdirSync(resolve('main/simulation', room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap(
          (file) => readFileSync(resolve('main/simulation', room, file), 'utf8').match(/0x[0-9A-Fa-f]{8}\b/g) ?? [],
        ),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((code) => !findLogCode(code))).toEqual([]);
  });
});
