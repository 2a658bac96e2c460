import { randomBytes } from 'node:crypto';

/** The system calls that the interpreter may make: it asks for the time and for randomness, and for nothing else. */
export interface GuestSystem {
  /** The `wasi` option of QuickJS. */
  readonly wasi: (memory: { readonly buffer: ArrayBuffer }) => Record<string, (...args: never[]) => number>;
  /** Called once the engine has taken its seed, which it reads from the clock. */
  seeded(): void;
  /** Moves a clock that stands; without effect on one that runs. */
  setNow(milliseconds: number): void;
}

const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;
const REALTIME = 0;
const NANOSECONDS = 1_000_000n;

/**
 * Makes the system of one guest.
 *
 * @param now - Where its clock stands; without it the clock runs.
 * @param seed - Makes randomness repeatable; without it nobody can foretell it, not even from another sandbox.
 */
export function createGuestSystem(now: number | undefined, seed: number | undefined): GuestSystem {
  let standing = now;
  let seeding = true;
  const random = seed === undefined ? (length: number) => randomBytes(length) : createSeededBytes(seed);
  const engineSeed = new DataView(Uint8Array.from(random(8)).buffer).getBigUint64(0, true);

  return {
    wasi: (memory) => ({
      clock_time_get(clock: number, _precision: bigint, result: number) {
        const nanoseconds = seeding && clock === REALTIME ? engineSeed : BigInt(Math.trunc(standing ?? Date.now())) * NANOSECONDS;
        new DataView(memory.buffer).setBigUint64(result, nanoseconds, true);
        return SUCCESS;
      },
      random_get(pointer: number, length: number) {
        new Uint8Array(memory.buffer, pointer, length).set(random(length));
        return SUCCESS;
      },
      // The guest has no console but the prelude's.
      fd_write: () => BAD_DESCRIPTOR,
    }),
    seeded() {
      seeding = false;
    },
    setNow(milliseconds) {
      if (standing !== undefined) standing = milliseconds;
    },
  };
}

/** SplitMix64: small, and every seed gives a sequence of its own. */
function createSeededBytes(seed: number): (length: number) => Uint8Array {
  let state = BigInt.asUintN(64, new DataView(Float64Array.of(seed).buffer).getBigUint64(0));
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
  return (length) => {
    const words = BigUint64Array.from({ length: Math.ceil(length / 8) }, next);
    return new Uint8Array(words.buffer, 0, length);
  };
}
