/** What a query rule asks of the site's records: every condition must hold. `like` takes `%` for any text. */
export const queryFields = {
  name: { label: 'Name', wql: 'SMS_R_System.Name' },
  os: { label: 'Operating system name and version', wql: 'SMS_R_System.OperatingSystemNameandVersion' },
  osVersion: { label: 'Build', wql: 'SMS_R_System.Build' },
  domain: { label: 'Domain', wql: 'SMS_R_System.ResourceDomainORWorkgroup' },
  ou: { label: 'System OU name', wql: 'SMS_R_System.SystemOUName' },
  model: { label: 'Model', wql: 'SMS_G_System_COMPUTER_SYSTEM.Model' },
  client: { label: 'Client', wql: 'SMS_R_System.Client' },
  clientVersion: { label: 'Client version', wql: 'SMS_R_System.ClientVersion' },
} as const;
export type QueryField = keyof typeof queryFields;
export const queryOperators = ['equals', 'notEquals', 'like', 'notLike'] as const;
export type QueryOperator = (typeof queryOperators)[number];
export type CollectionQuery = { field: QueryField; operator: QueryOperator; value: string }[];

/** Incremental evaluation happens every five minutes; a full one every seven days unless another period is set. */
export const incrementalSeconds = 300;
export const fullPeriodSeconds = 604_800;
/** What a schedule of full updates can be. Source: create collections, and the dialog Custom Schedule (its least interval is assumed). */
export const fullPeriods = { least: 900, most: 2_678_400 } as const;
const weekly = { isIncremental: false, fullPeriod: fullPeriodSeconds } as const;
const incremental = { isIncremental: true, fullPeriod: 86_400 } as const;

/**
 * Collections that every site has. Their members follow from their rule at any moment, so none are stored. Source: what's new in
 * 2111 for the two of co-management, and for when eligible devices are evaluated.
 */
export const builtinCollections = [
  { id: 1, code: 'SMS00001', name: 'All Systems', comment: 'All systems that the site knows.', ...weekly },
  {
    id: 2,
    code: 'SMSDM003',
    name: 'All Desktop and Server Clients',
    comment: 'All computers that the site knows.',
    ...weekly,
  },
  {
    id: 3,
    code: 'SMSCOEL1',
    name: 'Co-management Eligible Devices',
    comment: 'Clients that could be co-managed.',
    ...incremental,
  },
  {
    id: 4,
    code: 'SMS000PS',
    name: 'All Provisioning Devices',
    comment: 'Clients that Windows Autopilot is setting up.',
    ...weekly,
  },
] as const;

/** `SELECT … WHERE …` as the console shows a query rule. */
export function wqlOf(query: CollectionQuery): string {
  const words: Record<QueryOperator, string> = { equals: '=', notEquals: '<>', like: 'like', notLike: 'not like' };
  const conditions = query.map(
    ({ field, operator, value }) => `${queryFields[field].wql} ${words[operator]} "${value.replaceAll('"', '\\"')}"`,
  );
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  return `select SMS_R_System.ResourceID, SMS_R_System.Name from SMS_R_System${where}`;
}
