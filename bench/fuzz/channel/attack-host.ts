import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { DEFAULT_LIMITS } from '../../../src/core/limits/plugin-limits.ts';
import { HostCallError, type SandboxOptions } from '../../../src/sandbox/engine.ts';
import { unpack } from '../../../src/sandbox/guest/attachments.ts';
import type { GuestEvents, GuestThread } from '../../../src/sandbox/guest-thread.ts';
import { QuickJsSandbox } from '../../../src/sandbox/quickjs-sandbox.ts';
import type { ToWorker } from '../../../src/sandbox/wire.ts';
import type { Choices } from '../choices.ts';
import { createRejection, createHostValue } from '../host-values.ts';
import { createText } from '../hostile-json.ts';
import { demand } from '../target.ts';
import { createMessage, type Known } from './worker-messages.ts';

const ENTRY = 'src/index.ts';
const HOOK = 'onLoad';
const ENTRIES = JSON.stringify([{ entry: ENTRY, kind: 'message-processor', hooks: [HOOK], contributions: [] }]);
const LIMITS = { ...DEFAULT_LIMITS, callsInFlight: 4, messageBytes: 4_000, attachmentBytes: 1_000 };
const CODE = 'function go() {\n  while (true) {\n    step();\n  }\n}\n';

/** Lets everything happen that waits for nothing else. */
const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

interface Asked {
  readonly resolve: (value: BoundaryValue) => void;
  readonly reject: (error: unknown) => void;
}

/** The host's side of one guest, a worker that says whatever it likes, and what must hold between them. */
class Scene {
  readonly #choices: Choices;
  readonly #sandbox: QuickJsSandbox;
  readonly #thread: GuestThread;
  readonly #asked: Asked[] = [];
  readonly #waiting = new Set<Promise<unknown>>();
  readonly #open = new Set<number>();
  #events: GuestEvents | undefined;
  #isLoaded = false;
  #begun = 0;
  #ends = 0;
  #isOver = false;
  /** The code it has to end with; `any` where the worker chose it. */
  #expected: string | undefined;
  #gone: string | undefined;
  #broken: string | undefined;

  constructor(choices: Choices) {
    this.#choices = choices;
    this.#thread = {
      listen: (events) => { this.#events = events; },
      post: (batch) => { this.#hear(batch); },
      end: () => {
        this.#ends++;
        this.#events?.onEnd();
      },
    };
    this.#sandbox = new QuickJsSandbox(this.#thread, this.#createOptions());
    this.#sandbox.started.catch(() => undefined);
    void this.#sandbox.gone.then((fault) => { this.#gone = fault?.code ?? 'closed'; });
  }

  async play(): Promise<void> {
    for (let steps = 2 + this.#choices.below(10); steps > 0; steps--) {
      this.#step();
      await settle();
      this.#check();
    }
    await this.#end();
  }

  #createOptions(): SandboxOptions {
    return {
      plugin: 'weather',
      code: CODE,
      ...(this.#choices.once(4) && { sourceMap: this.#choices.pick(['{', '{}', '{"version":3,"sources":["../../etc/passwd"],"mappings":"AAAA;;;","names":[]}', '{"version":3,"sources":[1],"mappings":"!"}', 'null']) }),
      limits: LIMITS,
      allowedMethods: new Set(['echo']),
      log: () => { this.#hearLate('a line'); },
      // That a service of its own failed, the host hears after the end, too.
      report: () => undefined,
      call: () => {
        this.#hearLate('a call');
        return new Promise((resolve, reject) => this.#asked.push({ resolve, reject }));
      },
    };
  }

  // Thrown where it is seen, it would be taken for a refusal of the host.
  #hearLate(what: string): void {
    if (this.#isOver) this.#broken ??= `${what} came after the end`;
  }

  #step(): void {
    const action = this.#choices.below(8);
    if (action === 0) this.#invoke();
    else if (action === 1) this.#answerOne();
    else if (action === 2 && this.#choices.once(6)) this.#sandbox.setNow(this.#choices.below(1_000));
    else this.#sayBatch();
  }

  #invoke(): void {
    if (!this.#isLoaded || this.#isOver) return;
    const running = this.#sandbox.invoke({ entry: ENTRY, hook: HOOK, args: [1] });
    this.#begun++;
    this.#waiting.add(running);
    running.then(() => undefined, (error: unknown) => { demand(error instanceof PlexiError, `a hook was rejected with ${String(error)}`); }).finally(() => this.#waiting.delete(running));
  }

  #answerOne(): void {
    const asked = this.#asked.shift();
    if (asked === undefined) return;
    const choices = this.#choices;
    if (choices.once(4)) asked.reject(createRejection(choices));
    else if (choices.once(4)) asked.reject(new HostCallError(choices.pick(['NO', createText(choices)]), createText(choices), { value: createHostValue(choices, 2) as never }));
    else asked.resolve(createHostValue(choices));
  }

  #sayBatch(): void {
    if (this.#choices.once(40)) {
      this.#expectFault('PLX4014');
      this.#emit(this.#choices.pick<unknown>([null, undefined, 'text', 0, {}, new Uint8Array(2), { length: 1, 0: ['ready', ENTRIES] }]));
      return;
    }
    const batch: unknown[] = [];
    let ending: string | undefined;
    for (let count = this.#choices.below(6); count > 0; count--) {
      const { message, verdict } = createMessage(this.#choices, this.#known(), ENTRIES);
      batch.push(message);
      if (ending !== undefined) continue;
      if (verdict === 'taken') this.#expectTaken(message as readonly unknown[]);
      else ending = verdict === 'faulty' ? 'PLX4014' : 'any';
    }
    if (ending !== undefined) this.#expectFault(ending);
    this.#emit(batch);
  }

  #emit(batch: unknown): void {
    this.#events?.onBatch(batch);
  }

  #known(): Known {
    return { isLoaded: this.#isLoaded, begun: this.#begun, open: this.#open, limits: LIMITS };
  }

  #expectTaken(message: readonly unknown[]): void {
    if (message[0] === 'ready') this.#isLoaded = true;
    if (message[0] === 'call') this.#open.add(Number(message[1]) + 0);
  }

  #expectFault(code: string): void {
    if (!this.#isOver) this.#expected ??= code;
  }

  /** Reads what the host sends as its guest would. */
  #hear(batch: readonly ToWorker[]): void {
    demand(!this.#isOver, 'something was sent after the end');
    for (const message of batch) {
      if (message[0] === 'answer' || message[0] === 'refuse') demand(this.#open.delete(message[1] + 0), 'a call was answered that nobody waits for');
      if (message[0] === 'answer' || message[0] === 'refuse') demand(Buffer.byteLength(message[2]) <= LIMITS.messageBytes, 'more was sent than may cross');
      if (message[0] === 'answer') unpack(message[2], message[3]?.places, message[3]?.bytes);
      if (message[0] === 'refuse') {
        const { code, message: text } = JSON.parse(message[2]) as Readonly<Record<string, unknown>>;
        demand(typeof code === 'string' && typeof text === 'string', 'a refusal has no code or message');
      }
    }
  }

  #check(): void {
    const isGone = this.#gone !== undefined;
    demand(isGone === (this.#expected !== undefined || this.#isOver), isGone ? `it ended with ${String(this.#gone)} for nothing` : 'it went on after a faulty message');
    if (isGone && this.#expected === 'PLX4014') demand(this.#gone === 'PLX4014', `it ended with ${String(this.#gone)} instead of PLX4014`);
    demand(this.#ends === (isGone ? 1 : 0), 'its thread was not ended once');
    demand(!isGone || this.#waiting.size === 0, 'somebody still waits for a hook');
    // A call that the host was not asked about was refused at once; every other waits for the host.
    demand(isGone || this.#open.size === this.#asked.length, `${this.#open.size} calls are open, and the host was asked ${this.#asked.length}`);
    demand(this.#broken === undefined, this.#broken ?? '');
    this.#isOver = isGone;
  }

  async #end(): Promise<void> {
    if (!this.#isOver) {
      if (this.#choices.once(2)) this.#events?.onEnd(this.#choices.pick([undefined, { reason: createText(this.#choices), isAlone: true }]));
      else void this.#sandbox.close();
    }
    // What comes too late changes nothing.
    this.#sayLate();
    while (this.#asked.length > 0) this.#answerOne();
    await settle();
    demand(this.#gone !== undefined && this.#waiting.size === 0, 'its end was not told to everybody');
    const late = await this.#sandbox.invoke({ entry: ENTRY, hook: HOOK, args: [] }).catch((error: unknown) => error instanceof PlexiError);
    demand(late === true && this.#broken === undefined, this.#broken ?? 'a hook was begun after the end');
  }

  #sayLate(): void {
    this.#isOver = true;
    this.#emit([['log', 'info', 'late'], ['call', 9, 'echo', '1', ''], null]);
  }
}

/** A worker that was taken over says what it likes; and the services of the host answer what they like. */
export async function attackHost(choices: Choices): Promise<void> {
  await new Scene(choices).play();
}
