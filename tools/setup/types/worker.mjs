// Checks rooms on a processor of its own, one after another, and keeps what it parsed for the next.
import { parentPort } from 'node:worker_threads';
import { checkRoom } from './rooms.mjs';

parentPort?.on('message', (/** @type {string} */ id) => parentPort?.postMessage(checkRoom(id)));
