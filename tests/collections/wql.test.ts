import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  queryFields,
  queryOperators,
  wqlOf,
  type CollectionQuery,
  type QueryField,
} from '../../shared/collections/words.ts';
import { readWql } from '../../shared/collections/wql.ts';

const fields = Object.keys(queryFields) as QueryField[];
const condition = fc.record({
  field: fc.constantFrom(...fields),
  operator: fc.constantFrom(...queryOperators),
  value: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text && !text.includes('\\')),
});

describe('a query statement', () => {
  it('is read as the console writes it: what a rule asks for, written and read again, is the same', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 10 }), (query: CollectionQuery) => {
        expect(readWql(wqlOf(query))).toEqual({ query });
      }),
    );
  });

  it('is read as tutorials write it', () => {
    const like = (field: QueryField, value: string) => ({ query: [{ field, operator: 'like' as const, value }] });
    expect(
      readWql(`select * from SMS_R_System where SMS_R_System.OperatingSystemNameandVersion like '%Workstation 10.0%'`),
    ).toEqual(like('os', '%Workstation 10.0%'));
    expect(readWql('SELECT DISTINCT Name FROM sms_r_system WHERE (NetbiosName LIKE "BER-%")')).toEqual(
      like('name', 'BER-%'),
    );
    expect(
      readWql(
        'select SMS_R_System.Name from SMS_R_System inner join SMS_G_System_COMPUTER_SYSTEM on SMS_G_System_COMPUTER_SYSTEM.ResourceID = SMS_R_System.ResourceId where SMS_G_System_COMPUTER_SYSTEM.Model not like "%Book%" and SMS_R_System.Client = 1',
      ),
    ).toEqual({
      query: [
        { field: 'model', operator: 'notLike', value: '%Book%' },
        { field: 'client', operator: 'equals', value: '1' },
      ],
    });
    expect(readWql('select * from SMS_R_System')).toEqual(like('name', '%'));
  });

  it.each([
    ['', 'begins with'],
    ['delete from SMS_R_System', 'begins with'],
    ['select *', 'from'],
    ['select * from SMS_R_User', 'SMS_R_System'],
    ['select * from SMS_R_System where Name = "A" or Name = "B"', 'and'],
    ['select * from SMS_R_System where Color = "red"', 'Color'],
    ['select * from SMS_R_System where Name > "A"', '>'],
    ['select * from SMS_R_System where Name = A', 'quotation'],
    ['select * from SMS_R_System were Name like "BER-%"', 'were'],
    ['select * from SMS_R_System where (Name = "A"', 'parenthesis'],
    ['select * from SMS_R_System where Name = "A" Name', 'Name'],
    ['select * from SMS_R_System where Name = ', 'too early'],
    ['select * from SMS_R_System where Name = ;', 'cannot be read'],
  ])('%s is refused with the reason', (statement, reason) => {
    expect(readWql(statement)).toEqual({ problem: expect.stringContaining(reason) });
  });
});
