import { JSException, MAX_STACK_SIZE } from 'quickjs-wasi';
import { createFailure, parseFailure, type GuestFailure } from '../guest-failure.ts';
import type { FaultKind } from '../wire.ts';
import { KernelRefusal } from './kernels.ts';
import { JobError, type Guest } from './guest.ts';

/** What came out of the guest instead of a result. */
export interface Outcome {
  /** `undefined` when the plugin threw, and no more. */
  readonly kind: FaultKind | undefined;
  readonly failure: GuestFailure;
}

/** Says what an exception means that crossed from the guest into the worker. */
export function classifyFault(error: unknown, guest: Guest): Outcome {
  if (error instanceof JSException) return classifyException(describeException(error, guest));
  if (error instanceof KernelRefusal) return { kind: 'kernel', failure: { ...createFailure(error.message), name: error.kernel } };
  if (error instanceof JobError) return classifyException(parseFailure(error.failure));
  return classifyTrap(error instanceof Error ? error : new Error(String(error)), guest);
}

// With no memory left even for the error, QuickJS throws `null`.
function classifyException(failure: GuestFailure): Outcome {
  return failure.name === '' && failure.message === 'null' ? { kind: 'memory', failure } : classifyFailure(failure);
}

// The plugin's getters may run while its error is described, and be stopped, too.
function describeException(error: JSException, guest: Guest): GuestFailure {
  try {
    return parseFailure(error.handle.consume((handle) => guest.describe(handle)));
  } catch {
    return createFailure(error.message);
  }
}

/** Says what an error means that ended a piece of the plugin. */
export function classifyFailure(failure: GuestFailure): Outcome {
  const { name, message } = failure;
  if (name === 'RangeError' && message === 'Maximum call stack size exceeded') return { kind: 'stack', failure };
  if (name === 'InternalError' && message.startsWith('out of memory')) return { kind: 'memory', failure };
  return { kind: undefined, failure };
}

// The machine itself refused: an `abort` in C, an address outside the memory, the end of the worker's own stack.
function classifyTrap(error: Error, guest: Guest): Outcome {
  const isDeep = guest.stackDepth() > MAX_STACK_SIZE || (error instanceof RangeError && error.message.includes('call stack'));
  const isFull = error.message.includes('malloc') || (error instanceof WebAssembly.RuntimeError && error.message === 'unreachable');
  return { kind: isDeep ? 'stack' : isFull ? 'memory' : 'crash', failure: createFailure(error.message, traceAfterTrap(guest)) };
}

// The guest's frames are still linked in its memory. It will be thrown away, so one more call can do no harm.
function traceAfterTrap(guest: Guest): string {
  try {
    guest.resetStack();
    return guest.trace();
  } catch {
    return '';
  }
}
