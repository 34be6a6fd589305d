import type { ActionKind } from '../../../shared/remote-actions.ts';

/** What an order's dialog says. Facts: Intune documentation of the device actions; what it does not say is not made up. */
export const orderText: Record<
  ActionKind,
  { verb: string; confirm: string; description?: string; consequences: readonly string[] }
> = {
  sync: {
    verb: 'Sync',
    confirm: 'Sync',
    consequences: ['A device that is offline checks in when it is back; asking it makes that no sooner.'],
  },
  restart: {
    verb: 'Restart',
    confirm: 'Restart',
    consequences: [
      'A device that push reaches restarts about five minutes later; another one after its next check-in.',
      'The product documents no way to take a waiting restart back.',
    ],
  },
  remoteAssistance: {
    verb: 'Start a remote assistance session on',
    confirm: 'Continue',
    consequences: [
      'Somebody signed in at the device is asked, and decides.',
      'It causes no check-in: the records stay as old as they are.',
      'The lab’s clock runs at 1× as long as the prompt or the session is open.',
    ],
  },
  wipe: {
    verb: 'Wipe',
    confirm: 'Wipe',
    // The catalogue's description is of a wipe without options; what the chosen one does stands beneath them.
    description: 'A factory reset. Nobody at the device is asked, and a waiting wipe beats every other action.',
    consequences: [],
  },
  syncMachinePolicy: {
    verb: 'Sync the machine policy of',
    confirm: 'Yes',
    consequences: [
      'The task goes through the service connection point and the notification server to the client of the site.',
      'A client whose notification channel is down takes it when the channel is back.',
    ],
  },
  syncUserPolicy: {
    verb: 'Sync the user policy of',
    confirm: 'Yes',
    consequences: ['A client whose notification channel is down takes it when the channel is back.'],
  },
  appEvaluation: {
    verb: 'Evaluate the applications of',
    confirm: 'Yes',
    consequences: ['Required applications that are missing are installed.'],
  },
};

type WipeOutcome = { title: string; tone: 'danger' | 'warning'; lines: readonly string[] };
/** The four combinations of the two tick boxes, with what the documentation says of each. */
export const wipeOutcomes: Record<'none' | 'keep' | 'protected' | 'both', WipeOutcome> = {
  none: {
    title: 'Everything on the device goes',
    tone: 'danger',
    lines: [
      'User data, apps, settings and policies are removed; BitLocker is decrypted.',
      'The device leaves Intune once it has reported. Often it cannot report before it resets: the record then waits for ever and has to be deleted by hand.',
      'The records in Entra ID, Active Directory and Configuration Manager stay, and so does the Autopilot registration.',
    ],
  },
  keep: {
    title: 'User data and enrollment stay',
    tone: 'warning',
    lines: [
      'User data, accounts and important settings are kept; installed apps are lost. The drive stays encrypted.',
      'The device stays enrolled; policies come back with its next sync.',
      'A Configuration Manager client is an app too: it has to be installed again.',
    ],
  },
  protected: {
    title: 'Everything goes, and the device may not start again',
    tone: 'danger',
    lines: [
      'All data is removed and the wipe is retried until it is done, even after a loss of power.',
      'It may leave the device unbootable: only for corporate devices with a recovery procedure.',
      'The device leaves Intune once it has reported; its other records stay.',
    ],
  },
  both: {
    title: 'Both together are not documented',
    tone: 'warning',
    lines: ['The documentation does not say what the two options do together. Choose one.'],
  },
};

export const outcomeOf = (options: Record<string, boolean>): WipeOutcome => {
  const keeps = options['keepEnrollmentData'] === true;
  const isProtected = options['useProtectedWipe'] === true;
  return wipeOutcomes[keeps ? (isProtected ? 'both' : 'keep') : isProtected ? 'protected' : 'none'];
};

export const devicesText = (count: number): string => (count === 1 ? '1 device' : `${count} devices`);
