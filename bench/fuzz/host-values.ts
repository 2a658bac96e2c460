import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Choices } from './choices.ts';
import { createText } from './hostile-json.ts';

const NUMBERS = [0, -0, 1, -1, 1.5, Number.NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53) - 2, 5e-324, 1e308];

/**
 * A value that a service may answer with, or an event may bring: mostly JSON with bytes, and whatever else JavaScript has,
 * because what a service of the host gives is often what somebody on the internet gave to it.
 */
export function createHostValue(choices: Choices, depth = 3): BoundaryValue {
  return createAnything(choices, depth) as BoundaryValue;
}

function createAnything(choices: Choices, depth: number): unknown {
  const kind = choices.below(depth > 0 ? 16 : 8);
  if (kind === 0) return choices.pick(NUMBERS);
  if (kind === 1) return createText(choices);
  if (kind < 4) return choices.pick([null, true, false, undefined]);
  if (kind < 7) return createBytes(choices);
  if (kind === 7) return choices.once(4) ? createStrange(choices) : choices.below(100);
  if (kind < 11) return choices.list(4, () => createAnything(choices, depth - 1));
  if (kind === 11) return createDeep(choices);
  if (kind === 12) return choices.once(8) ? new String('text') : addTo(createOdd(choices), choices, depth);
  return addTo({}, choices, depth);
}

function addTo(target: object, choices: Choices, depth: number): object {
  for (const key of choices.list(4, () => createText(choices))) {
    const value = createAnything(choices, depth - 1);
    // The length of a list is its own affair.
    if (!(Array.isArray(target) && key === 'length')) Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return target;
}

/** Memory of every kind that bytes can be a view of. */
function createBytes(choices: Choices): unknown {
  const size = choices.pick([0, 1, 3, 64, 900]);
  switch (choices.below(8)) {
    case 0:
      return new Uint8Array(new SharedArrayBuffer(size));
    case 1:
      return new Uint8Array(createResizable(size, size + 64));
    case 2: {
      const bytes = new Uint8Array(size);
      structuredClone(bytes, { transfer: [bytes.buffer] });
      return bytes;
    }
    case 3: {
      const memory = createResizable(64, 64);
      const view = new Uint8Array(memory, 32, 32);
      memory.resize(choices.below(64));
      return view;
    }
    case 4:
      return new Uint8Array(new ArrayBuffer(size + 8), 4, size);
    case 5:
      return Buffer.alloc(size, choices.below(256));
    case 6:
      return choices.pick([new Float64Array(2), new DataView(new ArrayBuffer(2)), new ArrayBuffer(2), new Uint8ClampedArray(2)]);
    default:
      return new Uint8Array(size).fill(choices.below(256));
  }
}

/** Objects that say of themselves how they want to be read. */
function createOdd(choices: Choices): object {
  switch (choices.below(7)) {
    case 0: {
      const json = choices.pick([1, 'text', null, undefined, [1], { a: 1 }]);
      return { toJSON: () => json };
    }
    case 1:
      return new Date(choices.pick([0, Number.NaN]));
    case 2:
      return Object.assign([1, null], { length: choices.below(40) });
    case 3:
      return Object.create(null) as object;
    case 4:
      return new Proxy({}, {});
    case 5:
      return Object.assign(Object.create({ inherited: new Uint8Array(1) }) as object, { own: 1 });
    default:
      return Object.defineProperty({}, 'read', { get: () => new Uint8Array(2), enumerable: true });
  }
}

function createDeep(choices: Choices): unknown {
  let value: unknown = choices.once(2) ? new Uint8Array(1) : 1;
  const levels = choices.pick([64, 200, 1_000, 6_000]);
  for (let level = 0; level < levels; level++) value = choices.once(2) ? [value] : { a: value };
  return value;
}

/** What JSON has no word for. */
function createStrange(choices: Choices): unknown {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const thrower = Object.defineProperty({}, 'a', { get: () => { throw new Error('no'); }, enumerable: true });
  return choices.pick([1n, Symbol('s'), () => 1, cycle, thrower, new Map([[1, 2]]), new Set([1]), /x/g, new Error('x'), new WeakMap()]);
}

function createResizable(size: number, maxByteLength: number): ArrayBuffer & { resize(size: number): void } {
  return Reflect.construct(ArrayBuffer, [size, { maxByteLength }]) as ArrayBuffer & { resize(size: number): void };
}

/** What a service may reject with. */
export function createRejection(choices: Choices): unknown {
  const hollow = Object.create(null) as object;
  const lying = { toString: () => { throw new Error('no'); } };
  const unreadable = Object.defineProperty(new Error('x'), 'message', { get: () => { throw new Error('no'); } });
  return choices.pick([undefined, null, 'text', 1n, Symbol('s'), hollow, lying, unreadable, new Error(createText(choices)), new RangeError('x')]);
}
