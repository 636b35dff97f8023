/** @file The way to its host for a process that a host started: Electron's utility processes have a parent port, Node's children a channel. */

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
}

export interface HostPort<To, From> {
  post(message: From): void;
  /** Once, when ready to hear. */
  listen(listener: (message: To) => void): void;
}

export function openHostPort<To, From>(): HostPort<To, From> {
  const { parentPort } = process as { parentPort?: ParentPort };
  // A host that was killed closes the channel; without a host nobody keeps the work.
  process.on('disconnect', () => process.exit(1));
  // Ctrl-C in a terminal reaches the whole process group; the host decides when this process ends.
  process.on('SIGINT', () => undefined);
  return {
    post(message) {
      if (parentPort) parentPort.postMessage(message);
      else if (process.connected) process.send?.(message);
    },
    listen(listener) {
      if (parentPort) parentPort.on('message', ({ data }) => listener(data as To));
      else process.on('message', (message) => listener(message as To));
    },
  };
}
