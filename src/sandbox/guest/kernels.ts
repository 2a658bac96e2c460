import type { PlexiRuntime } from '../../../sdk/runtime-interface.ts';
import type { GuestServices } from './interface.ts';
import { apply, bufferOf, byteLengthOf, byteOffsetOf, kindOf, NativeError, NativeTypeError } from './primordials.ts';

/** What a kernel throws that did not come to its result. */
class KernelError extends NativeError {
  override name = 'KernelError';
  readonly code = 'KERNEL_FAILED';
}

/** Makes `__plexi.runKernel`. */
export function createKernelRuns(run: GuestServices['runKernel']): PlexiRuntime['runKernel'] {
  return (kernel, name, bytes, numbers) => {
    if (kindOf(bytes) === undefined) throw new NativeTypeError('a kernel works on a typed array, such as Uint8Array');
    const given: [string, string, ArrayBufferLike, number, number, ...number[]] = [kernel, name, bufferOf(bytes), byteOffsetOf(bytes), byteLengthOf(bytes)];
    for (let at = 0; at < numbers.length; at++) given[5 + at] = numbers[at] as number;
    const result = apply(run, undefined, given);
    if (typeof result === 'number') return result;
    throw new KernelError(result);
  };
}
