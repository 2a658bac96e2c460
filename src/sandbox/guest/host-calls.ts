import type { Attachment, BoundaryValue, PlexiRuntime } from '../../../sdk/runtime-interface.ts';
import type { Attachments } from '../attachments.ts';
import { createParcel, unpack } from './attachments.ts';
import { LONGEST_STACK } from '../text-limits.ts';
import type { GuestFunctions, GuestHost } from './interface.ts';
import { createRecord, defineProperty, deleteProperty, NativeError, NativePromise, NativeTypeError, parse, readStack, slice, stringify, toText } from './primordials.ts';

interface PendingCall {
  /** What it rejects with if it is refused: made where the plugin calls, so that its stack leads there. */
  readonly error: Error;
  readonly resolve: (value: BoundaryValue) => void;
  readonly reject: (error: Error) => void;
}

/** Makes `__plexi.call` and the two functions that settle what it returned. */
export function createHostCalls(
  host: GuestHost,
  allowedMethods: readonly string[],
  longest: number,
): Pick<GuestFunctions, 'answer' | 'answerAll' | 'refuse'> & Pick<PlexiRuntime, 'call'> {
  const pending = createRecord<PendingCall>();
  const allowed = createRecord<true>();
  for (let at = 0; at < allowedMethods.length; at++) allowed[allowedMethods[at] ?? ''] = true;
  let lastId = 0;

  const take = (id: number): PendingCall | undefined => {
    const call = pending[id];
    deleteProperty(pending, id);
    return call;
  };
  const refuse = (id: number, code: string, message: string, details: unknown): void => {
    const call = take(id);
    if (call === undefined) return;
    // Only now: most calls are answered, and their errors are thrown away.
    define(call.error, 'name', 'HostError');
    define(call.error, 'message', message);
    define(call.error, 'code', code);
    define(call.error, 'details', details);
    call.reject(call.error);
  };
  return {
    call(method, params, attachments) {
      if (typeof method !== 'string') throw new NativeTypeError(`a host method is a string, not ${toText(method)}`);
      const error = new NativeError();
      const text = (stringify(params) as string | undefined) ?? 'null';
      const attached = attachments === undefined ? undefined : pack(attachments);
      const id = ++lastId;
      // Nothing but this happens in the executor: the engine makes a rejection even of its own order to stop.
      const answered = new NativePromise<BoundaryValue>((resolve, reject) => {
        pending[id] = { error, resolve, reject };
      });
      const stack = method in allowed ? undefined : slice(readStack(error), 0, LONGEST_STACK);
      const tooLarge = text.length > longest ? 'text' : attached === undefined ? host.call(id, method, text, stack) : host.call(id, method, text, stack, attached.places, attached.bytes);
      if (tooLarge !== undefined) refuse(id, 'MESSAGE_TOO_LARGE', tooLarge === 'text' ? 'the host call is too large' : 'the host call has too many bytes with it', null);
      return answered;
    },
    answer(id, value, places, bytes) {
      take(id)?.resolve(unpack(value, places, bytes));
    },
    answerAll(ids, values) {
      const given = parse(values) as readonly BoundaryValue[];
      const numbers = parse(ids) as readonly number[];
      for (let at = 0; at < numbers.length; at++) take(numbers[at] as number)?.resolve(given[at] as BoundaryValue);
    },
    refuse(id, refusal) {
      const { code, message, details } = parse(refusal) as { code: string; message: string; details: unknown };
      refuse(id, code, message, details);
    },
  };
}

// The plugin may have put setters into the prototype of errors.
function define(error: Error, key: string, value: unknown): void {
  defineProperty(error, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
}

function pack(attachments: readonly Attachment[]): Attachments | undefined {
  const { attach, close } = createParcel();
  for (let at = 0; at < attachments.length; at++) {
    const { 0: place, 1: bytes } = attachments[at] as Attachment;
    attach(place, bytes);
  }
  return close();
}
