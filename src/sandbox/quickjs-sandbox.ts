import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { prepareGiven } from '../core/json/given-value.ts';
import { createRateBudget, type RateBudget } from '../core/limits/rate-budget.ts';
import { createCallAnswerer } from './answer-calls.ts';
import { findBrokenLimit, packValue, type Packed } from './attachments.ts';
import { createDeferred } from './deferred.ts';
import type { Invocation, Sandbox, SandboxEntry, SandboxOptions } from './engine.ts';
import { createFaultDiagnostic, type EndKind } from './faults.ts';
import { pointAtLoop } from './find-loop.ts';
import { createFailure, parseFailure, type GuestFailure } from './guest-failure.ts';
import { createHookError, createRejectionDiagnostic, readHookResult, withStack } from './hook-outcome.ts';
import type { GuestThread } from './guest-thread.ts';
import { createInvocations, type Invocations } from './invocations.ts';
import { parseEntries } from './parse-entries.ts';
import { createStackMapper, type StackMapper } from './source-stack.ts';
import { isFromWorker, type FromWorker, type ToWorker } from './wire.ts';

// The gate in the thread lets through no more than the limits say; what is this far beyond them did not come through it.
const GATES = 2;

/** The host's side of one guest. Whatever ends it goes through `#finish`, once. */
export class QuickJsSandbox implements Sandbox {
  readonly #thread: GuestThread;
  readonly #options: SandboxOptions;
  readonly #stacks: StackMapper;
  readonly #invocations: Invocations;
  readonly #answerCall: ReturnType<typeof createCallAnswerer>;
  readonly #messages: RateBudget;
  readonly #started = createDeferred<Sandbox>();
  readonly #gone = createDeferred<Diagnostic | undefined>();
  readonly #ended = createDeferred<undefined>();
  #entries: readonly SandboxEntry[] | undefined;
  #outbox: ToWorker[] = [];
  #end: PlexiError | undefined;

  constructor(thread: GuestThread, options: SandboxOptions) {
    this.#thread = thread;
    this.#options = options;
    this.#stacks = createStackMapper(options.counting?.sourceMap ?? options.sourceMap, options.folder);
    this.#invocations = createInvocations(options.limits.wallMsPerCall);
    this.#answerCall = createCallAnswerer(options, this.#stacks, (message) => {
      this.#send(message);
    });
    this.#messages = createRateBudget(GATES * (options.limits.callsPerSecond + options.limits.logLinesPerSecond), performance.now());
    thread.listen({
      onBatch: (batch) => {
        this.#receiveBatch(batch);
      },
      onEnd: (loss) => {
        if (loss === undefined) this.#fault('crash', createFailure('its thread ended'));
        else this.#fault(loss.isAlone ? 'process' : 'shared-process', createFailure(loss.reason));
        this.#ended.resolve(undefined);
      },
      isAtWork: () => this.#end === undefined && (this.#entries === undefined || this.#invocations.names().length > 0),
    });
  }

  /** Settles when the bundle has registered its entries, or with the fault that prevented it. */
  get started(): Promise<Sandbox> {
    return this.#started.promise;
  }

  get gone(): Promise<Diagnostic | undefined> {
    return this.#gone.promise;
  }

  /** Settles when nothing of the plugin is left. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  get entries(): readonly SandboxEntry[] {
    return this.#entries?.filter(({ entry }) => entry !== RUNTIME_ENTRY) ?? [];
  }

  async invoke({ entry, hook, args, wallMs = this.#options.limits.wallMsPerCall }: Invocation): Promise<BoundaryValue> {
    if (this.#end !== undefined) throw this.#end;
    const { plugin, limits } = this.#options;
    const entries = this.#entries ?? [];
    const index = entries.findIndex((each) => each.entry === entry);
    if (entries[index]?.hooks.includes(hook) !== true) throw new TypeError(`"${entry}" of "${plugin}" has no hook "${hook}"`);
    const packed = prepareGiven(hook, plugin, () => packValue(args));
    const limit = findBrokenLimit(packed, limits);
    if (limit !== undefined) fail('PLX4007', { what: `the event for "${hook}"`, plugin, limit });
    return this.#invocations.begin(
      hook,
      (id) => {
        const { text, attachments } = packed;
        this.#send(attachments === undefined ? ['invoke', id, index, hook, text] : ['invoke', id, index, hook, text, attachments]);
      },
      () => new PlexiError([createDiagnostic('PLX4013', { hook, plugin, limit: wallMs })]),
      wallMs,
    );
  }

  setNow(now: number): void {
    this.#send(['now', now]);
  }

  async close(): Promise<void> {
    this.#finish(new PlexiError([createDiagnostic('PLX4018', { plugin: this.#options.plugin })]), undefined);
    await this.ended;
  }

  // Messages of one turn of the host travel together: waking the worker costs more than all they say.
  #send(message: ToWorker): void {
    if (this.#end !== undefined) return;
    if (this.#outbox.push(message) > 1) return;
    queueMicrotask(() => {
      if (this.#end !== undefined) return;
      this.#thread.post(this.#outbox);
      this.#outbox = [];
    });
  }

  #receiveBatch(batch: unknown): void {
    try {
      if (!Array.isArray(batch)) throw new RangeError('a message is no list');
      for (const message of batch as readonly unknown[]) {
        if (this.#end !== undefined) return;
        if (!isFromWorker(message)) throw new RangeError('a message of a kind that does not exist');
        this.#receive(message);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#fault('protocol', createFailure(error.message));
    }
  }

  #receive(message: FromWorker): void {
    const { plugin } = this.#options;
    switch (message[0]) {
      case 'ready':
        this.#start(message[1]);
        break;
      case 'call':
        this.#count();
        this.#measure({ text: message[3], attachments: message[5] });
        this.#answerCall(message);
        break;
      case 'done':
        this.#measure({ text: message[2], attachments: message[3] });
        this.#settle(message[1], (hook) => readHookResult(message[2], message[3], { hook, plugin }));
        break;
      case 'failed':
        this.#settle(message[1], (hook) => {
          const failure = parseFailure(message[2]);
          throw createHookError(failure, this.#stacks.map(failure.stack), hook, this.#options);
        });
        break;
      case 'log':
        this.#count();
        this.#options.log(message[1], message[2]);
        break;
      case 'rejected':
        this.#count();
        this.#options.report?.(createRejectionDiagnostic(message[1], (stack) => this.#stacks.map(stack), plugin));
        break;
      case 'fault':
        this.#fault(message[1], parseFailure(message[2]));
    }
  }

  #start(text: string): void {
    if (this.#entries !== undefined) throw new RangeError('the bundle was loaded twice');
    const entries = parseEntries(text);
    if (typeof entries === 'string') {
      this.#fault('registration', createFailure(entries));
      return;
    }
    this.#entries = entries;
    this.#started.resolve(this);
  }

  #settle(id: number, read: (hook: string) => BoundaryValue): void {
    const running = this.#invocations.take(id);
    if (running === undefined) {
      this.#count();
      return;
    }
    try {
      running.resolve(read(running.hook));
    } catch (error) {
      running.reject(error);
    }
  }

  // What the guest sends by itself, and what nobody waits for.
  #count(): void {
    if (!this.#messages.take(1, performance.now())) throw new RangeError('more messages than are allowed');
  }

  // The gate lets nothing larger through: whoever sends it has got past it.
  #measure(packed: Packed): void {
    if (findBrokenLimit(packed, this.#options.limits) !== undefined) throw new RangeError('a message larger than may cross');
  }

  #fault(kind: EndKind, failure: GuestFailure): void {
    const { plugin, limits, code } = this.#options;
    const stack = this.#stacks.map(kind.startsWith('cpu') ? pointAtLoop(failure.stack, code) : failure.stack);
    const hooks = this.#invocations.names().map((hook) => `"${hook}"`);
    const during = this.#entries === undefined ? 'while it was being loaded' : hooks.length > 0 ? `in ${hooks.join(', ')}` : 'between events';
    const diagnostic = withStack(createFaultDiagnostic({ plugin, kind, limits, during, failure, location: stack.location }), stack);
    this.#finish(new PlexiError([diagnostic]), diagnostic);
  }

  #finish(error: PlexiError, fault: Diagnostic | undefined): void {
    if (this.#end !== undefined) return;
    this.#end = error;
    this.#thread.end(fault === undefined);
    // First who restarts it, then who waits for its answers: these may come back at once.
    this.#gone.resolve(fault);
    this.#started.reject(error);
    this.#invocations.failAll(error);
  }
}
