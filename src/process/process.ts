import { constants, setPriority } from 'node:os';
import { nodePlatform } from './nodePlatform';
import { Outbox } from './outbox';
import { Server } from './server';
import { startWatchdog } from './watchdog/watchdog';

/** The background process: it is forked by a front and ends with it. */
const outbox = new Outbox((message, done) => {
  // A front that has gone, perhaps while this is on its way, needs no news; 'disconnect' ends the process.
  if (process.connected) process.send?.(message, undefined, undefined, done);
});
const server = new Server(nodePlatform(__dirname), (message) => {
  outbox.post(message);
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

startWatchdog(__dirname);
// The editor comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
