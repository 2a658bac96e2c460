import { createDeferred } from '../deferred.ts';
import type { GuestEvents, GuestThread } from '../guest-thread.ts';
import type { GuestSettings } from '../worker/settings.ts';
import type { Frame } from './frames.ts';
import { attachBytes, detachBytes, measureLongestFrame } from './messages.ts';
import type { Child, ChildOptions } from './spawn-child.ts';

/** Starts the process, and tells where its frames go. */
export type Spawn = (channel: Pick<ChildOptions, 'longest' | 'onFrame'>) => Child;

/** The code that runs in a process, and QuickJS. */
export interface ProcessContent {
  readonly worker: string;
  readonly names: readonly string[];
  readonly binaries: readonly Uint8Array[];
}

/** What a process is made of. */
export interface GuestProcessOptions {
  readonly spawn: Spawn;
  readonly content: ProcessContent;
  /** Calls back again and again until the returned function is called: one round each. */
  readonly every: (tick: () => void) => () => void;
  /** Called when it has ended, before its guests hear of it: who starts them again finds another. */
  readonly onEnd: () => void;
}

interface RemoteThread {
  events?: GuestEvents;
  /** Rounds since it was told to end. */
  ending?: number;
}

/** So many rounds the process may leave a question unanswered, or a thread running that is to end. */
const PATIENCE = 10;
const SHORTEST_LIMIT = 64 * 1024;

/** The host's side of one process with guests in it. Nothing that comes from there is believed. */
export class GuestProcess {
  readonly #child: Child;
  readonly #threads = new Map<number, RemoteThread>();
  readonly #ready = createDeferred<undefined>();
  readonly #ended: Promise<string>;
  readonly #stopAsking: () => void;
  #lastThread = 0;
  #longest = SHORTEST_LIMIT;
  #unanswered = 0;
  #loss: string | undefined;

  constructor({ spawn, content: { worker, names, binaries }, every, onEnd }: GuestProcessOptions) {
    this.#child = spawn({
      longest: () => this.#longest,
      onFrame: (frame) => {
        this.#receive(frame);
      },
    });
    this.#child.hold(true);
    this.#stopAsking = every(() => {
      this.#ask();
    });
    this.#child.send(['setup', worker, names], binaries);
    this.#ended = this.#child.ended.then((reason) => {
      onEnd();
      this.#end(reason);
      return reason;
    });
  }

  /** Settles when guests can be started; rejects with the reason when it ended before. */
  get ready(): Promise<unknown> {
    return Promise.race([this.#ready.promise, this.#ended.then((reason) => Promise.reject(new Error(reason)))]);
  }

  /** Settles when it has ended and everybody in it knows. */
  get ended(): Promise<string> {
    return this.#ended;
  }

  kill(reason: string): void {
    this.#child.kill(reason);
  }

  start({ kernels, ...settings }: GuestSettings): GuestThread {
    const number = ++this.#lastThread;
    const thread: RemoteThread = {};
    this.#threads.set(number, thread);
    this.#longest = Math.max(this.#longest, measureLongestFrame(settings.limits));
    this.#child.hold(true);
    this.#child.send(['start', number, settings, kernels.map(({ name }) => name)], kernels.map(({ bytes }) => bytes));
    return {
      listen: (events) => {
        thread.events = events;
        // It ended between two steps of whoever starts this.
        if (this.#loss !== undefined) events.onEnd({ reason: this.#loss, isAlone: false });
      },
      post: (batch) => {
        const { messages, parts } = detachBytes(batch);
        this.#child.send(['batch', number, messages], parts);
      },
      end: () => {
        if (thread.ending !== undefined) return;
        thread.ending = 0;
        this.#child.send(['end', number]);
      },
    };
  }

  #receive({ json, parts }: Frame): void {
    if (!Array.isArray(json)) throw new RangeError('it sent what is no message');
    const [kind, number, batch] = json as readonly unknown[];
    switch (kind) {
      case 'ready':
        this.#ready.resolve(undefined);
        break;
      case 'pong':
        this.#unanswered = 0;
        break;
      case 'batch':
        this.#find(number)?.events?.onBatch(attachBytes(batch, parts));
        break;
      case 'ended':
        this.#endThread(number);
        break;
      default:
        throw new RangeError('it sent a message of a kind that does not exist');
    }
  }

  /** @throws RangeError for a thread that never was. */
  #find(number: unknown): RemoteThread | undefined {
    if (!Number.isSafeInteger(number) || Number(number) < 1 || Number(number) > this.#lastThread) throw new RangeError('it spoke of a thread that never was');
    return this.#threads.get(Number(number));
  }

  #endThread(number: unknown): void {
    const thread = this.#find(number);
    this.#threads.delete(Number(number));
    if (this.#threads.size === 0) this.#child.hold(false);
    thread?.events?.onEnd();
  }

  // Rounds, and not time: where the host itself gets no processor, nobody is blamed for getting none.
  #ask(): void {
    if (this.#threads.size === 0) return;
    if (this.#unanswered++ >= PATIENCE) this.kill('it did not answer any more');
    for (const thread of this.#threads.values()) {
      if (thread.ending !== undefined && thread.ending++ >= PATIENCE) this.kill('a thread of it could not be ended');
    }
    this.#child.send(['ping']);
  }

  #end(reason: string): void {
    this.#loss = reason;
    this.#stopAsking();
    const threads = [...this.#threads.values()];
    this.#threads.clear();
    const atWork = threads.filter(({ events }) => events?.isAtWork() === true);
    for (const thread of threads) thread.events?.onEnd({ reason, isAlone: atWork.length === 1 && atWork[0] === thread });
  }
}
