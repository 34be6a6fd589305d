import type { RunNowId } from '../../../shared/settings/run-now.ts';
import type { ServerRole } from '../../../shared/servers/words.ts';
import type { GraphFacts } from '../desktop/powershell/graph.ts';
import type { Cmdlet, PsObject } from '../desktop/powershell/pipeline.ts';

/** What a command at a server asks for: the same inputs that a page would give. */
export type Deed =
  | { asks: 'run'; what: RunNowId }
  | { asks: 'set'; setting: string; value: string; target?: string }
  | { asks: 'move'; deviceId: number; unit: string }
  | { asks: 'remove'; recordId: number }
  | { asks: 'enable'; recordId: number; isEnabled: boolean };

/** A computer object, its unit as `Berlin/Computers`. */
export type ComputerObject = {
  recordId: number;
  deviceId: number;
  name: string;
  distinguishedName: string;
  isEnabled: boolean;
  os: string;
  createdAt: number;
};
/** A row of the site's class SMS_Client_ComanagementState. */
export type ComanagementState = { machineId: number; isEnrolled: boolean; hasPolicy: boolean };

/** What the cmdlets of the servers read. */
export type ServerFacts = {
  role: ServerRole;
  computerName: string;
  account: string;
  /** Seconds of the server's own civil time. */
  local: number;
  domain: string;
  /** The tenant, as Microsoft Graph has it. */
  graph: GraphFacts;
  siteCode: string;
  /** The fields of Get-ADSyncScheduler. */
  scheduler: () => PsObject;
  /** Why no cycle can be started by hand; null when one can. */
  suspended: () => boolean;
  /** Computer objects by name, or by a pattern with `*`. */
  computers: (pattern: string) => readonly ComputerObject[];
  /** Computers that a Group Policy keeps from MDM, also where somebody removed its value by hand. */
  keptFromMdm: () => readonly number[];
  /** Organizational units with computers. */
  units: () => readonly string[];
  /** Records of the site, as `computers`. */
  systems: (pattern: string) => readonly { machineId: number; name: string }[];
  /** States of co-management that the site was told; of one machine where its id is given. */
  comanagement: (machineId: number | null) => readonly ComanagementState[];
};

export type ServerCmdlet = Cmdlet<Deed>;
