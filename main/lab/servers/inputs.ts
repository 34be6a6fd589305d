import { LabError } from '../../../shared/contract/errors.ts';
import { serverRoles, type ServerRole } from '../../../shared/servers/words.ts';
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
    destroys: ({ command }) => (removesComputers(command) ? 'Remove-ADComputer' : undefined),
    carryOut(db, { server, command }, now, by) {
      const { stdout, exitCode, deeds } = runAtServer(serverFacts(db, roleOf(db, server), now, by), command);
      for (const deed of deeds) carryOut(db, deed, now, by);
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
