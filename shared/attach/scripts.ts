/**
 * Scripts of the site that are approved and take no parameters: those alone run from the cloud. Which there are is this lab's choice;
 * each has an output that follows from the device.
 */
export const siteScripts = {
  'Get-FreeDisk': 'The free space of drive C.',
  'Get-LastBoot': 'When Windows was started.',
  'Get-ClientVersion': 'The version of the Configuration Manager client.',
  'Get-DefenderStatus': 'Whether Microsoft Defender Antivirus protects in real time.',
} as const;
export type SiteScript = keyof typeof siteScripts;
export const siteScriptNames = Object.keys(siteScripts) as [SiteScript, ...SiteScript[]];

/** The word of each state of a run. */
export const scriptStates = { inProgress: 'In progress', completed: 'Completed', notRun: 'Not run' } as const;

export type ScriptState = keyof typeof scriptStates;
/** How a run stands: one that ended without an output did not reach its client. */
export const stateOf = (endedAt: number | null, output: string | null): ScriptState =>
  endedAt === null ? 'inProgress' : output === null ? 'notRun' : 'completed';

export type ScriptRun = {
  id: number;
  name: SiteScript;
  /** `notRun`: the client did not come back within the hour. The word is assumed. */
  state: ScriptState;
  /** When it was started. */
  lastRun: number;
  output: string | null;
};
/** The last run of a script at one client, as the wizard of the site console lists it. Names are not unique. */
type SiteScriptRun = Pick<ScriptRun, 'state' | 'output'> & { deviceId: number; device: string };
/** `clients`: how many there are, of whom the lab asks the first `asked`. */
export type SiteScriptRuns = { clients: number; asked: number; runs: SiteScriptRun[] };
