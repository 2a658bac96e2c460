import { JSException, MAX_STACK_SIZE, QuickJS, type JSValueHandle } from 'quickjs-wasi';
import type { Attachments } from '../attachments.ts';
import type { LogLevel } from '../engine.ts';
import { GUEST_FUNCTIONS, type GuestFunctions, type GuestHost, type GuestServices, type TooLarge } from '../guest/interface.ts';
import { BUNDLE_FILE } from '../source-stack.ts';
import { createIntlAnswerer } from './answer-intl.ts';
import { createCounters } from './counters.ts';
import type { Gate, GuestBytes } from './gate.ts';
import type { RunKernel } from './kernels.ts';
import { createRejections } from './rejections.ts';
import type { WorkerSettings } from './settings.ts';
import type { GuestSystem } from './system.ts';

/** The guest's prelude as one script, put here by the build. */
declare const PLEXI_GUEST_PRELUDE: string;

/** What the guest tells. */
export type GuestExits = Pick<Gate, 'call' | 'done' | 'failed' | 'log'> & Pick<GuestHost, 'registered'> & { readonly runKernel: RunKernel };

/** The interpreter with the prelude in it. Every method may throw whatever QuickJS and WebAssembly throw. */
export interface Guest extends Pick<GuestFunctions, 'refuse' | 'trace'> {
  invoke(invocation: number, entry: number, hook: string, args: string, attachments?: Attachments): void;
  answer(id: number, value: string, attachments?: Attachments): void;
  /** @param values - A JSON array with one for each. */
  answerAll(ids: readonly number[], values: string): void;
  evaluate(code: string): void;
  /** Copies what counters have counted to whoever shares their memory. */
  publishCounts(): void;
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
  host: GuestExits,
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
  const functions = runPrelude(vm, host, settings);
  const call = (name: keyof GuestFunctions, ...args: readonly (number | string | ArrayBuffer | JSValueHandle)[]): string => {
    const handles: JSValueHandle[] = [];
    try {
      for (const arg of args) handles.push(createHandle(vm, arg));
      return vm.callFunction(functions[name], vm.undefined, ...handles).consume((result) => (result.isString ? result.toString() : ''));
    } finally {
      for (const handle of handles) handle.dispose();
    }
  };
  const engine = vm._getExports();
  const emptyStack = engine.__stack_pointer.value;
  const counters = settings.counts && createCounters(vm, settings.counts);

  return {
    evaluate(code) {
      const value = vm.evalCode(code, BUNDLE_FILE);
      if (counters === undefined) value.dispose();
      else value.consume((run) => { counters.giveTo(run); });
    },
    publishCounts: () => { counters?.publish(); },
    runJobs() {
      // Not `executePendingJobs`: it would run the plugin's `toString` on what a job threw, and lose the stack.
      while (engine.qjs_is_job_pending()) {
        if (engine.qjs_execute_pending_job() < 0) throw new JobError(vm.getException().consume((error) => call('describe', error)));
      }
    },
    invoke: (invocation, entry, hook, args, attachments) => void call('invoke', invocation, entry, hook, args, ...spread(attachments)),
    answer: (id, value, attachments) => void call('answer', id, value, ...spread(attachments)),
    answerAll: (ids, values) => void call('answerAll', JSON.stringify(ids), values),
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

function createHandle(vm: QuickJS, value: number | string | ArrayBuffer | JSValueHandle): JSValueHandle {
  if (typeof value === 'number') return vm.newNumber(value);
  if (typeof value === 'string') return vm.newString(value);
  if (!(value instanceof ArrayBuffer)) return value.dup();
  const handle = vm.newArrayBuffer(value);
  // Unlike everything else here, this is of any size: it may be more than the plugin's memory holds.
  if (vm._getExports().qjs_is_exception(handle.ptr) === 0) return handle;
  handle.dispose();
  throw new JSException(vm.getException());
}

function spread(attachments: Attachments | undefined): [] | [places: string, bytes: ArrayBuffer] {
  return attachments === undefined ? [] : [attachments.places, attachments.bytes];
}

function runPrelude(vm: QuickJS, host: GuestExits, { allowedMethods, limits }: WorkerSettings): Readonly<Record<keyof GuestFunctions, JSValueHandle>> {
  const prelude = `(function (plexiHost, plexiGuest, plexiMethods, plexiLongest) {'use strict';${PLEXI_GUEST_PRELUDE}})`;
  const hostObject = vm.newObject();
  const guestObject = vm.newObject();
  for (const [name, receive] of Object.entries(createHostCallbacks(vm, host))) {
    const callback = vm.newFunction(name, (...args) => {
      const tooLarge = receive(args);
      return tooLarge === undefined ? vm.undefined : vm.newString(tooLarge);
    });
    hostObject.setProp(name, callback);
    callback.dispose();
  }
  const answerIntl = createIntlAnswerer();
  const services: Readonly<Record<keyof GuestServices, (...args: readonly JSValueHandle[]) => JSValueHandle>> = {
    format: (request) => vm.newString(answerIntl(readText(request))),
    runKernel(...args) {
      const result = runKernel(vm, host.runKernel, args);
      return typeof result === 'number' ? vm.newNumber(result) : vm.newString(result);
    },
  };
  for (const [name, answer] of Object.entries(services)) {
    const service = vm.newFunction(name, answer);
    hostObject.setProp(name, service);
    service.dispose();
  }
  const names = vm.newString(JSON.stringify(allowedMethods));
  const longest = vm.newNumber(limits.messageBytes);
  const run = vm.evalCode(prelude, 'plexi:prelude');
  vm.callFunction(run, vm.undefined, hostObject, guestObject, names, longest).dispose();
  const functions = Object.fromEntries(GUEST_FUNCTIONS.map((name) => [name, guestObject.getProp(name)]));
  for (const handle of [run, names, longest, hostObject, guestObject]) handle.dispose();
  return functions as Record<keyof GuestFunctions, JSValueHandle>;
}

function readText(handle: JSValueHandle | undefined): string {
  return handle?.isString === true ? handle.toString() : '';
}

function readNumber(handle: JSValueHandle | undefined): number {
  return handle?.isNumber === true ? handle.toNumber() : 0;
}

type Receive = (args: readonly JSValueHandle[]) => TooLarge | undefined;

// Only numbers, strings and memory are read off the arguments, none of which runs code of the guest.
function createHostCallbacks(vm: QuickJS, host: GuestExits): Readonly<Record<keyof GuestHost, Receive>> {
  const text = readText;
  const number = readNumber;
  return {
    call: ([id, method, params, stack, places, bytes]) => host.call(number(id), text(method), text(params), text(stack), readBytes(vm, places, bytes)),
    done: ([invocation, value, places, bytes]) => host.done(number(invocation), text(value), readBytes(vm, places, bytes)),
    failed([invocation, failure]) {
      host.failed(number(invocation), text(failure));
      return undefined;
    },
    log([level, line]) {
      host.log(text(level) as LogLevel, text(line));
      return undefined;
    },
    registered([entries]) {
      host.registered(text(entries));
      return undefined;
    },
  };
}

// The prelude has made the buffer: nobody else has it, and it is whole.
function readBytes(vm: QuickJS, places: JSValueHandle | undefined, bytes: JSValueHandle | undefined): GuestBytes | undefined {
  if (places === undefined || bytes?.isArrayBuffer !== true) return undefined;
  return { places: readText(places), size: findBuffer(vm, bytes).length, copy: () => bytes.toArrayBuffer() };
}

// In place: a kernel has no way to the guest, so the guest's memory stays where it is until the kernel is through.
function runKernel(vm: QuickJS, run: RunKernel, [kernel, name, buffer, start, length, ...numbers]: readonly JSValueHandle[]): number | string {
  const whole = buffer === undefined ? new Uint8Array() : findBuffer(vm, buffer);
  const [from, size] = [readNumber(start), readNumber(length)];
  if (from + size > whole.length) return 'the memory of the bytes is gone';
  if (!numbers.every(({ isNumber }) => isNumber)) return 'what comes after the bytes must be numbers';
  return run({ kernel: readText(kernel), name: readText(name), bytes: whole.subarray(from, from + size), numbers: numbers.map((each) => each.toNumber()) });
}

/** The part of the engine's memory where a buffer of the guest is; it holds until the engine runs again. */
function findBuffer(vm: QuickJS, buffer: JSValueHandle): Uint8Array {
  const engine = vm._getExports();
  const size = engine.wasm_malloc(Uint32Array.BYTES_PER_ELEMENT);
  if (size === 0) throw new Error('wasm_malloc failed');
  const start = engine.qjs_get_array_buffer(buffer.ptr, size);
  const { buffer: memory } = engine.memory;
  const length = start === 0 ? 0 : new DataView(memory).getUint32(size, true);
  engine.wasm_free(size);
  // To ask for memory that the guest has given away is an error, and would be found by whoever asks next.
  if (start === 0) vm.getException().dispose();
  return new Uint8Array(memory, start, length);
}
