import { constants, setPriority } from 'node:os';
import { nodePlatform } from './nodePlatform';
import type { FromProcess } from './protocol';
import { Server } from './server';

/** The background process: it is forked by a front and ends with it. */
const server = new Server(nodePlatform(__dirname), (message: FromProcess) => {
  // A front that has gone, perhaps while this is on its way, needs no news; 'disconnect' ends the process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
});

process.on('message', (message) => {
  server.receive(message);
});
process.on('disconnect', () => process.exit());
// Ctrl+C in a terminal reaches us too, but it is the front that decides what it means.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => {
  server.broken(error);
});

// The editor comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
