import type { CarrierId } from '../../../../shared/actions/carriers.ts';
import { remoteActions, type ActionKind } from '../../../../shared/actions/words.ts';
import type { Carrier } from './carrier.ts';
import { clientTask } from './client-task.ts';
import { mdm } from './mdm.ts';
import { session } from './session.ts';

export const carriers = { mdm, clientTask, session } satisfies Record<CarrierId, Carrier>;

/** The rules of the way that an action takes. */
export const carrierOf = ({ kind }: { kind: ActionKind }): Carrier => carriers[remoteActions[kind].carrier];
