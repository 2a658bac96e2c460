import { createCompiler, type QuickJsBinaries } from '../../compile-quickjs.ts';
import { createFailure } from '../../guest-failure.ts';
import type { GuestThread } from '../../guest-thread.ts';
import type { FromWorker, ToWorker } from '../../wire.ts';
import { createShared, startWorker, watchThread } from '../../worker-thread.ts';
import type { GuestSettings } from '../../worker/settings.ts';
import { encodeFrame, type Frame } from '../frames.ts';
import { attachBytes, detachBytes, measureLongestFrame, type FromProcess, type ToProcess } from '../messages.ts';

/** Starts a guest in a thread. */
type StartThread = (settings: GuestSettings) => Promise<GuestThread>;

/**
 * Makes what stands between the host and the threads of this process: it starts them, and passes on what they say. It judges nothing, because
 * the host believes nothing that comes from here.
 *
 * @param flags - The flags of Node.js for each thread.
 * @param send - Sends one frame to the host.
 * @returns Takes a frame from the host.
 */
export function createBroker(flags: readonly string[], send: (frame: Buffer) => void): (frame: Frame) => void {
  const threads = new Map<number, Promise<GuestThread>>();
  let startThread: StartThread = () => Promise.reject(new Error('the process was not set up'));
  const tell = (message: FromProcess, parts?: readonly Uint8Array[]): void => {
    send(encodeFrame(message, parts));
  };

  function tellBatch(thread: number, batch: readonly FromWorker[], longest: number): void {
    const { messages, parts } = detachBytes(batch);
    const frame = encodeFrame(['batch', thread, messages] satisfies FromProcess, parts);
    if (frame.length <= longest) send(frame);
    else if (batch.length > 1) for (const message of batch) tellBatch(thread, [message], longest);
    // Sent, it would end the whole process.
    else tellFault(thread, 'it sent more than may cross');
  }

  function tellFault(thread: number, reason: string): void {
    const fault: FromWorker = ['fault', 'protocol', JSON.stringify(createFailure(reason))];
    tell(['batch', thread, [fault]]);
  }

  async function start(number: number, settings: GuestSettings): Promise<GuestThread> {
    const thread = await startThread(settings);
    const longest = measureLongestFrame(settings.limits);
    thread.listen({
      onBatch(batch) {
        tellBatch(number, batch as readonly FromWorker[], longest);
      },
      onEnd() {
        threads.delete(number);
        tell(['ended', number]);
      },
      isAtWork: () => true,
    });
    return thread;
  }

  function use(number: number, work: (thread: GuestThread) => void): void {
    void threads.get(number)?.then(work, () => undefined);
  }

  return ({ json, parts }) => {
    const message = json as ToProcess;
    switch (message[0]) {
      case 'setup':
        startThread = createThreadStarter(message[1], flags, readBinaries(message[2], parts));
        tell(['ready']);
        break;
      case 'start': {
        const [, number, settings, names] = message;
        const thread = start(number, { ...settings, kernels: names.map((name, index) => ({ name, bytes: parts[index] ?? new Uint8Array() })) });
        threads.set(number, thread);
        thread.catch((error: unknown) => {
          threads.delete(number);
          tellFault(number, String(error));
          tell(['ended', number]);
        });
        break;
      }
      case 'batch':
        use(message[1], (thread) => {
          thread.post(attachBytes(message[2], parts) as readonly ToWorker[]);
        });
        break;
      case 'end':
        use(message[1], (thread) => {
          thread.end(false);
        });
        break;
      case 'ping':
        tell(['pong']);
    }
  };
}

function createThreadStarter(code: string, flags: readonly string[], binaries: QuickJsBinaries): StartThread {
  const compile = createCompiler(() => Promise.resolve(binaries));
  return async (settings) => {
    const modules = await compile(settings.limits.memoryBytes);
    const all = { ...settings, modules, counts: undefined, shared: createShared() };
    return watchThread(startWorker({ source: { code }, flags }, all), all);
  };
}

function readBinaries(names: readonly string[], [main, ...extensions]: readonly Uint8Array<ArrayBuffer>[]): QuickJsBinaries {
  const empty = new Uint8Array();
  return { main: main ?? empty, extensions: names.map((name, index) => ({ name, wasm: extensions[index] ?? empty })) };
}
