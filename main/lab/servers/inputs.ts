import { LabError } from '../../../shared/contract/errors.ts';
import { serverRoles, type ServerRole } from '../../../shared/servers/words.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { moveComputer } from '../../simulation/identity/move.ts';
import { ouOf } from '../../../shared/identity/units.ts';
import { serverName } from '../../simulation/kernel/hosts.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import type { Deed } from '../../simulation/servers/facts.ts';
import { removesComputers } from '../../simulation/servers/directory.ts';
import { runAtServer } from '../../simulation/servers/powershell.ts';
import { removeRecord, setEnabled } from '../devices/removal.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { worldOf } from '../engine/world.ts';
import { startedNow } from '../identity/run-now.ts';
import { organizationalUnits } from '../identity/units.ts';
import { configure } from '../settings/configure.ts';
import { serverFacts } from './facts.ts';

export const serverInputs: InputsOf<'servers'> = {
  run: {
    named: (db, { server, command }) => ({ server: roleOf(db, server), command }),
    // By what the line would do: it can be written in many ways, and one that does nothing needs no way back.
    destroys(db, line, now, by) {
      if (!/remove-adcomputer/i.test(line.command)) return undefined;
      const deeds = tried(db, () => runLine(db, line, now, by, carriedOut(db, now, by)).deeds);
      return removesComputers(deeds) ? 'Remove-ADComputer' : undefined;
    },
    carryOut(db, line, now, by) {
      const { stdout, exitCode } = runLine(db, line, now, by, carriedOut(db, now, by));
      return { stdout, exitCode };
    },
  },
  moveComputer(db, { deviceId, unit }, now, by) {
    const known = organizationalUnits(db).find((one) => one.toLowerCase() === unit.toLowerCase());
    if (known === undefined) throw new LabError('settingUnknown', `There is no organizational unit "${unit}".`);
    move(db, deviceId, known, now, by);
    return null;
  },
};

/** What a line answers and asks for; `then` is told the deeds of each statement before the next one runs. */
const runLine = (
  db: Db,
  { server, command }: InputParams<'servers.run'>,
  now: number,
  by: UserRow,
  then: (deeds: readonly Deed[]) => void,
) => runAtServer(serverFacts(db, roleOf(db, server), now, by), command, then);

const carriedOut = (db: Db, now: number, by: UserRow) => (deeds: readonly Deed[]) => {
  for (const deed of deeds) carryOut(db, deed, now, by);
};

/** What comes of something, which is taken back. */
function tried<T>(db: Db, attempt: () => T): T {
  const takenBack = new Error();
  let result: { value: T } | undefined;
  try {
    db.transaction(() => {
      result = { value: attempt() };
      throw takenBack;
    })();
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  return result!.value;
}

/** By the role, or by what the server is called. Throws `deviceNotFound`. */
function roleOf(db: Db, server: string): ServerRole {
  const { site } = worldOf(db);
  const wanted = server.toLowerCase();
  const role = serverRoles.find((one) => [one, serverName(one, site)].some((name) => name.toLowerCase() === wanted));
  if (role !== undefined) return role;
  const names = serverRoles.map((one) => serverName(one, site)).join(', ');
  throw new LabError('deviceNotFound', `There is no server "${server}"; there is ${names}.`);
}

function carryOut(db: Db, deed: Deed, now: number, by: UserRow): void {
  if (deed.asks === 'run') applyChanges(db, startedNow(db, deed.what, now, by.upn), now);
  else if (deed.asks === 'set')
    applyChanges(
      db,
      configure(db, { setting: deed.setting, value: deed.value, target: deed.target ?? null }, by.upn),
      now,
    );
  else if (deed.asks === 'remove') removeRecord(db, 'ad', deed.recordId, now, by);
  else if (deed.asks === 'enable') setEnabled(db, 'ad', deed.recordId, deed.isEnabled, now, by);
  else move(db, deed.deviceId, deed.unit, now, by);
}

function move(db: Db, deviceId: number, unit: string, now: number, by: UserRow): void {
  const facts = factsOfNamed(db, deviceId);
  const { ad } = facts;
  if (!ad) throw new LabError('triggerNotPossible', `${facts.device.name} has no computer object in Active Directory.`);
  const from = ouOf(ad.distinguished_name);
  if (from === unit) return;
  const told = tellActivity('computer_moved', { deviceId, subject: ad.name, actor: by.upn }, { from, to: unit });
  applyChanges(db, [told, ...moveComputer(facts, unit, now)], now);
}
