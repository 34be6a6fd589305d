import type { ConnectorView } from '../../../shared/attach/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { isoOrNull, type Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const attach: Command = {
  usage: ['attach FILE [--collection NAME] [--analytics on|off]'],
  about: 'Attaches the site to the tenant, or changes what an attached one uploads.',
  positionals: [1, 1],
  options: { collection: 'text', analytics: 'text' },
  run: (args) => {
    const analytics = readSwitch(args, 'analytics');
    return withDoor(args, (door) => {
      const now = door.view('attach.read', {}, attached);
      const isNew = now.status === 'notEnabled';
      door.input('attach.configure', {
        collectionId: args.text('collection') ?? now.scopeCollectionId,
        analytics: analytics ?? (isNew || now.analytics),
        enforceRbac: isNew || now.enforceRbac,
        defenderReports: isNew || now.defenderReports,
      });
      return connectorJson(door.view('attach.read', {}));
    });
  },
};

/** What a change leaves as it is where nobody says otherwise. */
const attached = ['status', 'scopeCollectionId', 'analytics', 'enforceRbac', 'defenderReports'] as const;

const detach: Command = {
  usage: ['detach FILE --from site|cloud'],
  about: 'Ends the upload in the site, or deletes the connector in the tenant.',
  positionals: [1, 1],
  options: { from: 'text' },
  run: (args) => {
    const from = args.text('from');
    if (from !== 'site' && from !== 'cloud') throw usage('--from takes site or cloud.');
    return withDoor(args, (door) => {
      door.input('attach.detach', { from });
      return connectorJson(door.view('attach.read', {}));
    });
  },
};

const connector: Command = {
  usage: ['connector FILE'],
  about: 'Shows the connector between site and tenant, and what waits for the next upload.',
  positionals: [1, 1],
  options: {},
  run: (args) => withDoor(args, (door) => connectorJson(door.view('attach.read', {}))),
};

const trace: Command = {
  usage: ['trace FILE ACTIONID'],
  about: 'Follows one action over its hops, with the log of each.',
  positionals: [2, 2],
  options: {},
  run: (args) => {
    const text = args.positionals[1]!;
    if (!/^[1-9]\d{0,14}$/.test(text)) throw usage(`"${text}" is no action id; ids are whole numbers.`);
    return withDoor(args, (door) => {
      const { actionId, hops } = door.view('actions.trace', { actionId: Number(text) });
      return { actionId: String(actionId), hops: hops.map(({ at, ...hop }) => ({ ...hop, at: isoOrNull(at) })) };
    });
  },
};

function readSwitch(args: Args, option: string): boolean | undefined {
  const text = args.text(option);
  if (text !== undefined && text !== 'on' && text !== 'off') throw usage(`--${option} takes on or off, not "${text}".`);
  return text === undefined ? undefined : text === 'on';
}

function connectorJson({
  status,
  since,
  lastSync,
  scope,
  devicesInTenant,
  analytics,
  enforceRbac,
  detach: leaving,
  lab,
}: ConnectorView): Json {
  return {
    status,
    since: isoOrNull(since),
    lastSync: isoOrNull(lastSync),
    lastUpload: isoOrNull(lab?.lastUpload ?? null),
    lastUploadCount: lab?.lastUploadCount ?? null,
    nextUpload: isoOrNull(lab?.nextUpload ?? null),
    backlog: lab?.backlog ?? null,
    visibleBy: isoOrNull(lab?.visibleBy ?? null),
    scope,
    devicesInTenant,
    analytics,
    enforceRbac,
    detach: leaving && { from: leaving.from, expectedBy: isoOrNull(leaving.expectedBy) },
    blockedBy: lab?.blockedBy ?? null,
  };
}

export const attachCommands = { attach, detach, connector, trace };
