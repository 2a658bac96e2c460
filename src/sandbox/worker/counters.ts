import type { JSValueHandle, QuickJS } from 'quickjs-wasi';

/** Counters in the guest's memory. */
export interface Counters {
  /** Calls counting code with the array of counters. */
  giveTo(code: JSValueHandle): void;
  /** Copies what they have counted. Never throws. */
  publish(): void;
}

/**
 * Makes counters for counting code.
 *
 * The guest gets an array and no function: it can count wrongly, which is its own loss, and do nothing else.
 */
export function createCounters(vm: QuickJS, counts: Uint32Array<SharedArrayBuffer>): Counters {
  const engine = vm._getExports();
  const buffer = vm.newArrayBuffer(new ArrayBuffer(counts.byteLength));
  // Taken now: later the guest may have left no memory.
  const size = engine.wasm_malloc(Uint32Array.BYTES_PER_ELEMENT);
  let isLost = size === 0;

  function read(): Uint32Array | undefined {
    const start = engine.qjs_get_array_buffer(buffer.ptr, size);
    const { buffer: memory } = engine.memory;
    if (start !== 0 && new DataView(memory).getUint32(size, true) === counts.byteLength) return new Uint32Array(memory.slice(start, start + counts.byteLength));
    // To ask for memory that the guest has given away is an error, and would be found by whoever asks next.
    if (start === 0) vm.getException().dispose();
    return undefined;
  }

  return {
    giveTo(code) {
      const array = vm.evalCode('(buffer) => new Uint32Array(buffer)', 'plexi:prelude').consume((make) => vm.callFunction(make, vm.undefined, buffer));
      array.consume((handle) => { vm.callFunction(code, vm.undefined, handle).dispose(); });
    },
    publish() {
      if (isLost) return;
      try {
        const counted = read();
        if (counted === undefined) isLost = true;
        else counts.set(counted);
      } catch {
        // After a trap the interpreter need not answer any more.
        isLost = true;
      }
    },
  };
}
