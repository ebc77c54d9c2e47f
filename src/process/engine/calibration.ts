import { parentPort } from 'node:worker_threads';
import { calibrate } from './calibrate';
import { engineFiles } from './engineFiles';

/** A worker thread that lives for a moment: it posts how fast this machine trains. */
parentPort?.postMessage(calibrate(engineFiles(__dirname)));
