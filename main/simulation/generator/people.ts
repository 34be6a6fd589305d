import type { GroupMemberRow, GroupRow, UserRow } from '../../rows/identity.ts';
import { flag, type Office, type Places } from './places.ts';
import { weighted } from './chance.ts';
import { accountName, cultures } from './names.ts';

/** The people of a lab: administrators first (the first of them is signed in), then the cast, then the drawn employees. */
export type Person = { readonly row: UserRow; readonly office: Office; readonly given: string };
export type People = {
  readonly all: readonly Person[];
  /** Drawn employees, who get the devices of the population. */
  readonly employees: readonly Person[];
  readonly byUpn: ReadonlyMap<string, Person>;
};

export function readPeople(places: Places, employeeCount: number): People {
  const { scenario, officeOf } = places;
  const all: Person[] = [];
  const byUpn = new Map<string, Person>();
  const accounts = new Set<string>();
  const add = (facts: Omit<UserRow, 'id' | 'office_id' | 'sam_account'>, office: Office, given: string): Person => {
    const row = { id: all.length + 1, ...facts, office_id: office.id, sam_account: samAccount(facts.upn, accounts) };
    const person = { row, office, given };
    all.push(person);
    byUpn.set(row.upn.toLowerCase(), person);
    return person;
  };
  for (const { upn, name, role, title, office, intuneLicense, remoteHelpLicense } of scenario.administrators) {
    add(
      {
        upn,
        display_name: name,
        department: 'IT',
        job_title: title,
        role,
        intune_license: flag(intuneLicense),
        remote_help_license: flag(remoteHelpLicense),
        is_enabled: 1,
      },
      officeOf.get(office)!,
      firstWord(name),
    );
  }
  for (const { upn, name, department, title, office, intuneLicense, remoteHelpLicense, enabled } of scenario.cast
    .users) {
    add(
      {
        upn,
        display_name: name,
        department,
        job_title: title,
        role: null,
        intune_license: flag(intuneLicense),
        remote_help_license: flag(remoteHelpLicense),
        is_enabled: flag(enabled),
      },
      officeOf.get(office)!,
      firstWord(name),
    );
  }
  const employees = drawEmployees(places, employeeCount, byUpn, add);
  return { all, employees, byUpn };
}

/** Account name and mail name are the same; long ones keep the initial only, so that a number still fits into 20 characters. */
const accountOf = (given: string, surname: string): string =>
  given.length + surname.length < 18 ? `${given}.${surname}` : `${given.charAt(0)}.${surname}`;
const firstWord = (name: string): string => name.split(' ')[0] ?? name;

/** At most 20 characters, as Active Directory has it, and unique. */
function samAccount(upn: string, taken: Set<string>): string {
  const base = upn.slice(0, upn.indexOf('@')).toLowerCase();
  let account = base.slice(0, 20);
  for (let number = 2; taken.has(account); number += 1) {
    const suffix = String(number);
    account = base.slice(0, 20 - suffix.length) + suffix;
  }
  taken.add(account);
  return account;
}

function drawEmployees(
  places: Places,
  count: number,
  taken: ReadonlyMap<string, Person>,
  add: (facts: Omit<UserRow, 'id' | 'office_id' | 'sam_account'>, office: Office, given: string) => Person,
): Person[] {
  const { chance, scenario, officeWeights } = places;
  const { people, tenant } = scenario;
  const departments = weighted(scenario.departments.map((department) => [department, department.weight] as const));
  const spelled = cultures.map(({ given, surnames }) => ({
    given: given.map(accountName),
    surnames: surnames.map(accountName),
  }));
  const used = cultures.map(() => 0);
  const employees: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const culture = chance.below('generator.culture', index, cultures.length);
    const turn = used[culture]!;
    used[culture] = turn + 1;
    // Every pairing of a culture is used once before the next round pairs its given names with another culture's surnames.
    const pairs = cultures[culture]!.given.length * cultures[culture]!.surnames.length;
    const pair = (turn * 7919 + 31 * culture) % pairs;
    const other = (culture + Math.floor(turn / pairs)) % cultures.length;
    const givenIndex = pair % cultures[culture]!.given.length;
    const surnameIndex = Math.floor(pair / cultures[culture]!.given.length) % cultures[other]!.surnames.length;
    const given = cultures[culture]!.given[givenIndex]!;
    const local = accountOf(spelled[culture]!.given[givenIndex]!, spelled[other]!.surnames[surnameIndex]!);
    let upn = `${local}@${tenant.domain}`;
    for (let number = 2; taken.has(upn); number += 1) upn = `${local}${number}@${tenant.domain}`;
    const department = chance.pick('generator.department', index, departments);
    employees.push(
      add(
        {
          upn,
          display_name: `${given} ${cultures[other]!.surnames[surnameIndex]!}`,
          department: department.name,
          job_title: department.titles[chance.below('generator.title', index, department.titles.length)]!,
          role: null,
          intune_license: flag(chance.perThousand('generator.intuneLicence', index, people.intuneLicensePerThousand)),
          remote_help_license: flag(
            chance.perThousand('generator.helpLicence', index, people.remoteHelpLicensePerThousand),
          ),
          is_enabled: flag(!chance.perThousand('generator.userDisabled', index, people.disabledPerThousand)),
        },
        chance.pick('generator.userOffice', index, officeWeights),
        given,
      ),
    );
  }
  return employees;
}

export function* groupRows(
  places: Places,
  people: People,
): Generator<{ table: 'groups'; row: GroupRow } | { table: 'group_members'; row: GroupMemberRow }> {
  const { scenario, chance } = places;
  for (const [index, { name, description }] of scenario.groups.entries()) {
    yield { table: 'groups', row: { id: index + 1, name, description } };
  }
  for (const [index, { users, departments, offices, perThousand }] of scenario.groups.entries()) {
    const named = new Set(users.map((upn) => upn.toLowerCase()));
    const hasRule = departments !== undefined || offices !== undefined || perThousand !== undefined;
    const wantedDepartments = departments && new Set(departments);
    const wantedOffices = offices && new Set(offices);
    const stream = `generator.group.${index}`;
    for (const { row, office } of people.all) {
      const fits =
        hasRule &&
        (wantedDepartments?.has(row.department) ?? true) &&
        (wantedOffices?.has(office.name) ?? true) &&
        (perThousand === undefined || chance.perThousand(stream, row.id, perThousand));
      if (fits || (named.size > 0 && named.has(row.upn.toLowerCase())))
        yield { table: 'group_members', row: { group_id: index + 1, user_id: row.id } };
    }
  }
}
