import { own, setOwn } from './elevated.ts';
import { policyValueRemoved } from './group-policy.ts';
import { switchOf } from './parse.ts';
import { keys, registryOf, type RegistryKey, type RegistryValue } from './registry-model.ts';
import { answer, type Answer, type Command, type Terminal } from './terminal.ts';

const done = 'The operation completed successfully.';
const notFound = 'ERROR: The system was unable to find the specified registry key or value.';
const denied = 'ERROR: Access is denied.';
const badSyntax = 'ERROR: Invalid syntax.\nType "REG /?" for usage.';
const notKept =
  'The lab keeps only those keys of the registry that join, enrollment and client use; this is none of them.';

export const registry: Record<string, Command> = {
  reg: {
    usage: 'reg query KEY [/v NAME] [/s] | add KEY /v NAME /d DATA [/t TYPE] [/f] | delete KEY [/v NAME | /va] [/f]',
    about: 'Shows and changes the registry, as far as join, enrollment and client use it.',
    run: (terminal, { args }) => {
      const [verb, path] = args;
      if (verb === undefined || path === undefined) return answer(badSyntax, 1);
      const wanted = { path: canonical(path), ...optionsOf(args.slice(2)) };
      switch (verb.toLowerCase()) {
        case 'query':
          return query(terminal, wanted);
        case 'add':
          return terminal.isElevated ? add(terminal, wanted) : answer(denied, 1);
        case 'delete':
          return terminal.isElevated ? remove(terminal, wanted) : answer(denied, 1);
        default:
          return answer(badSyntax, 1);
      }
    },
  },
};

type Wanted = { path: string; name: string | undefined; data: string | undefined; isDeep: boolean; isAll: boolean };

function optionsOf(args: readonly string[]): Omit<Wanted, 'path'> {
  const after = (name: string): string | undefined => {
    const index = args.findIndex((word) => switchOf(word) === name);
    return index < 0 ? undefined : args[index + 1];
  };
  const has = (name: string): boolean => args.some((word) => switchOf(word) === name);
  return { name: after('v'), data: after('d'), isDeep: has('s'), isAll: has('va') };
}

/** One spelling for comparing: the short name of the hive, no backslash at the end. */
const canonical = (path: string): string =>
  path.replace(/^(hkey_local_machine|hklm:?)(?=\\|$)/i, 'HKLM').replace(/\\+$/, '');
const fold = (path: string): string => path.toLowerCase();
const isUnder = (path: string, parent: string): boolean => fold(path).startsWith(`${fold(parent)}\\`);
const full = (path: string): string => path.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE');

function query({ facts, now }: Terminal, { path, name, isDeep }: Wanted): Answer {
  const all = registryOf(facts, now);
  const self = all.filter((key) => fold(key.path) === fold(path));
  const below = all.filter((key) => isUnder(key.path, path));
  if (self.length === 0 && below.length === 0) return answer(notFound, 1);
  const shown = isDeep ? [...self, ...below] : self;
  const blocks = shown.flatMap((key) => block(key, name));
  if (name !== undefined && blocks.length === 0) return answer(notFound, 1);
  const children =
    isDeep || name !== undefined ? [] : [...new Set(below.map((key) => full(canonicalChild(key.path, path))))];
  return answer(['', ...blocks, ...children].join('\n'));
}

const canonicalChild = (path: string, parent: string): string =>
  `${parent}\\${path.slice(parent.length + 1).split('\\')[0]!}`;

function block({ path, values }: RegistryKey, name: string | undefined): string[] {
  const wanted = values.filter((value) => name === undefined || fold(value.name) === fold(name));
  if (wanted.length === 0) return [];
  return [
    full(path),
    ...wanted.map(({ name: shown, type, data }: RegistryValue) => `    ${shown}    ${type}    ${data}`),
    '',
  ];
}

/** What may be written, and what it means for the device; undefined for a key that the lab does not keep. */
function add(terminal: Terminal, { path, name, data }: Wanted): Answer {
  const value = fold(name ?? '');
  switch (fold(path)) {
    case fold(keys.targetedScp): {
      if (value === 'tenantname') return answer(done);
      if (value !== 'tenantid' || data === undefined) return answer(badSyntax, 1);
      const isOwn = fold(data) === fold(terminal.facts.tenant.tenant_guid);
      return setOwn(terminal, 'deviceScp', isOwn ? 'ownTenant' : 'wrongTenant', done);
    }
    case fold(keys.mdmPolicy):
      if (value !== 'disableregistration') break;
      if (isZero(data)) return freeOfPolicy(terminal);
      // The value is there already, and whoever wrote it will write it again.
      return own(terminal, 'deviceMdmBlock') === 'policy'
        ? answer(done)
        : setOwn(terminal, 'deviceMdmBlock', 'byHand', done);
    case fold(keys.pushService):
      return setOwn(terminal, 'deviceProvisioning', 'ok', done);
  }
  return answer(notKept, 1);
}
const isZero = (data: string | undefined): boolean => data !== undefined && /^(0x)?0+$/i.test(data);

/** Gone until Group Policy is applied again; for good where somebody had set it by hand. */
function freeOfPolicy(terminal: Terminal): Answer {
  const isPolicy = own(terminal, 'deviceMdmBlock') === 'policy';
  const { changes, ...said } = setOwn(terminal, 'deviceMdmBlock', 'ok', done);
  if (!isPolicy || changes.length === 0) return { ...said, changes };
  return { ...said, changes: [...changes, ...policyValueRemoved(terminal.facts, terminal.now)] };
}

function remove(terminal: Terminal, { path, name, isAll }: Wanted): Answer {
  const all = registryOf(terminal.facts, terminal.now);
  const here = all.filter((key) => fold(key.path) === fold(path) || isUnder(key.path, path));
  const named = here.some((key) => key.values.some((value) => name === undefined || fold(value.name) === fold(name)));
  if (here.length === 0 || (name !== undefined && !named)) return answer(notFound, 1);
  if (fold(path) === fold(keys.targetedScp)) {
    // A point without the id of a tenant is none.
    return fold(name ?? 'tenantid') === 'tenantid' ? setOwn(terminal, 'deviceScp', 'none', done) : answer(done);
  }
  if (fold(path) === fold(keys.mdmPolicy)) return freeOfPolicy(terminal);
  if (fold(path) === fold(keys.onlineManagement) && own(terminal, 'deviceStaleEnrollment') === 'certificate')
    return setOwn(terminal, 'deviceStaleEnrollment', 'ok', done);
  const isFormer = here.some((key) => key.values.some(({ data }) => data.startsWith('former.user@')));
  if (isUnder(path, keys.enrollments) || (fold(path) === fold(keys.enrollments) && isAll)) {
    if (isFormer) return setOwn(terminal, 'deviceStaleEnrollment', 'ok', done);
    return answer(
      'Refused: this is the enrollment in use. Disconnect it in Access work or school (a rule of the lab).',
      1,
    );
  }
  if (fold(path) === fold(keys.pushService)) return setOwn(terminal, 'deviceProvisioning', 'missing', done);
  return answer(notKept, 1);
}
