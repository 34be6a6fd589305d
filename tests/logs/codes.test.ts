import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enrollmentErrors } from '../../shared/enrollment/errors.ts';
import { findLogCode } from '../../shared/logs/codes.ts';

describe('codes in logs', () => {
  it('are explained however they are written, those of an enrollment too', () => {
    for (const { code, name } of enrollmentErrors) expect(findLogCode(code.toLowerCase())?.name).toBe(name);
    expect(findLogCode('0x80072EE7')).toMatchObject({ decimal: 2147954407, name: 'ERROR_INTERNET_NAME_NOT_RESOLVED' });
    expect(findLogCode('0x12345678')).toBeUndefined();
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
