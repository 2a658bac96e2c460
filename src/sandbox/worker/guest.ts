import { MAX_STACK_SIZE, QuickJS, type JSValueHandle } from 'quickjs-wasi';
import type { LogLevel } from '../engine.ts';
import { GUEST_FUNCTIONS, type GuestFunctions, type GuestHost } from '../guest/interface.ts';
import { BUNDLE_FILE } from '../source-stack.ts';
import { createIntlAnswerer } from './answer-intl.ts';
import { createRejections } from './rejections.ts';
import type { WorkerSettings } from './settings.ts';
import type { GuestSystem } from './system.ts';

/** The guest's prelude as one script, put here by the build. */
declare const PLEXI_GUEST_PRELUDE: string;

/** The interpreter with the prelude in it. Every method may throw whatever QuickJS and WebAssembly throw. */
export interface Guest extends Omit<GuestFunctions, 'describe'> {
  evaluate(code: string): void;
  /** Runs what promises have left to do. */
  runJobs(): void;
  describe(error: JSValueHandle): string;
  /** Rejections of the turn that nobody has handled by now. */
  takeRejections(): readonly string[];
  /** How deep the engine's own stack is, in bytes of `MAX_STACK_SIZE`. */
  stackDepth(): number;
  /** Makes the guest answer after a trap has left its stack where it was. */
  resetStack(): void;
}

/** Thrown when a job of the guest ends with an exception; `JSException` is for what was called directly. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly failure: string;

  constructor(failure: string) {
    super('a job of the guest failed');
    this.failure = failure;
  }
}

/** Starts an interpreter and runs the prelude in it. */
export async function createGuest(
  settings: WorkerSettings,
  system: GuestSystem,
  host: GuestHost,
  interrupt: () => boolean,
): Promise<Guest> {
  const { modules, limits } = settings;
  const rejections = createRejections();
  const vm = await QuickJS.create({
    wasm: modules.main,
    extensions: [...modules.extensions],
    wasi: system.wasi,
    memoryLimit: limits.memoryBytes,
    maxStackSize: MAX_STACK_SIZE,
    timezoneOffset: 0,
    interruptHandler: interrupt,
    onUnhandledRejection: rejections.track,
  });
  system.seeded();
  const functions = runPrelude(vm, host, settings.allowedMethods);
  const call = (name: keyof GuestFunctions, ...args: readonly (number | string | JSValueHandle)[]): string => {
    const handles = args.map((arg) => (typeof arg === 'number' ? vm.newNumber(arg) : typeof arg === 'string' ? vm.newString(arg) : arg.dup()));
    try {
      return vm.callFunction(functions[name], vm.undefined, ...handles).consume((result) => (result.isString ? result.toString() : ''));
    } finally {
      for (const handle of handles) handle.dispose();
    }
  };
  const engine = vm._getExports();
  const emptyStack = engine.__stack_pointer.value;

  return {
    evaluate(code) {
      vm.evalCode(code, BUNDLE_FILE).dispose();
    },
    runJobs() {
      // Not `executePendingJobs`: it would run the plugin's `toString` on what a job threw, and lose the stack.
      while (engine.qjs_is_job_pending()) {
        if (engine.qjs_execute_pending_job() < 0) throw new JobError(vm.getException().consume((error) => call('describe', error)));
      }
    },
    invoke: (invocation, entry, hook, args) => void call('invoke', invocation, entry, hook, args),
    answer: (id, value) => void call('answer', id, value),
    refuse: (id, refusal) => void call('refuse', id, refusal),
    trace: () => call('trace'),
    describe: (error) => call('describe', error),
    takeRejections: () => rejections.take().map((reason) => reason.consume((handle) => call('describe', handle))),
    stackDepth: () => emptyStack - engine.__stack_pointer.value,
    resetStack() {
      engine.__stack_pointer.value = emptyStack;
    },
  };
}

function runPrelude(vm: QuickJS, host: GuestHost, methods: readonly string[]): Readonly<Record<keyof GuestFunctions, JSValueHandle>> {
  const prelude = `(function (plexiHost, plexiGuest, plexiMethods) {'use strict';${PLEXI_GUEST_PRELUDE}})`;
  const hostObject = vm.newObject();
  const guestObject = vm.newObject();
  for (const [name, receive] of Object.entries(createHostCallbacks(host))) {
    const callback = vm.newFunction(name, (...args) => (receive(args) ? vm.true : vm.false));
    hostObject.setProp(name, callback);
    callback.dispose();
  }
  const answerIntl = createIntlAnswerer();
  const format = vm.newFunction('format', (request) => vm.newString(answerIntl(readText(request))));
  hostObject.setProp('format', format);
  format.dispose();
  const names = vm.newString(JSON.stringify(methods));
  const run = vm.evalCode(prelude, 'plexi:prelude');
  vm.callFunction(run, vm.undefined, hostObject, guestObject, names).dispose();
  const functions = Object.fromEntries(GUEST_FUNCTIONS.map((name) => [name, guestObject.getProp(name)]));
  for (const handle of [run, names, hostObject, guestObject]) handle.dispose();
  return functions as Record<keyof GuestFunctions, JSValueHandle>;
}

function readText(handle: JSValueHandle | undefined): string {
  return handle?.isString === true ? handle.toString() : '';
}

type Receive = (args: readonly JSValueHandle[]) => boolean;

// Only numbers and strings are read off the arguments, neither of which runs code of the guest.
function createHostCallbacks(host: GuestHost): Readonly<Record<keyof GuestHost, Receive>> {
  const text = readText;
  const number = (handle: JSValueHandle | undefined): number => (handle?.isNumber === true ? handle.toNumber() : 0);
  return {
    call: ([id, method, params, stack]) => host.call(number(id), text(method), text(params), text(stack)),
    done: ([invocation, value]) => host.done(number(invocation), text(value)),
    failed([invocation, failure]) {
      host.failed(number(invocation), text(failure));
      return true;
    },
    log([level, line]) {
      host.log(text(level) as LogLevel, text(line));
      return true;
    },
    registered([entries]) {
      host.registered(text(entries));
      return true;
    },
  };
}
