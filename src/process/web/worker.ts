import { Server } from '../server';
import { webPlatform, type EngineBytes } from './platform';

/** The background process, as a web worker: the first message brings the engines, then it hears the protocol's. */
declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data: engines }: MessageEvent<EngineBytes>) => {
  const server = new Server(webPlatform(engines), (message) => {
    self.postMessage(message);
  });
  self.onmessage = ({ data }: MessageEvent<unknown>) => {
    server.receive(data);
  };
  self.onerror = (event) => {
    event.preventDefault();
    server.broken(event.error);
  };
  self.onunhandledrejection = (event) => {
    event.preventDefault();
    server.broken(event.reason);
  };
};
