import { getRuntime } from '../call-host.ts';
import { KernelError } from '../errors.ts';
import type { NumberArray } from '../runtime-interface.ts';

/** A WebAssembly module of the plugin, ready to run. */
export interface Kernel {
  /** As the manifest calls it. */
  readonly name: string;
  /**
   * Runs a function of the kernel over some bytes, and waits for it. What the function makes of the bytes is in them afterwards; when it
   * was stopped, they are as they were.
   *
   * @param name - The function.
   * @param bytes - The samples of a sound, the data of a picture, or anything else.
   * @param numbers - What else the function takes.
   * @returns What it returned; 0 where it returns nothing.
   * @throws {@link KernelError} when there is no such kernel or function, the numbers are too many or too few, or the machine has
   *   stopped it: it left its memory, divided by zero, recursed too deeply.
   */
  run(name: string, bytes: NumberArray, ...numbers: readonly number[]): number;
}

/**
 * Runs the plugin's kernels: WebAssembly modules that import nothing, which its manifest names in `kernels`. They are for
 * sound and pictures, which take too long in an interpreter. Needs no permission: a kernel can do nothing but compute.
 *
 * @example
 * ```ts
 * import { MediaProcessor, type VideoFrame } from 'plexi-plugin/sdk';
 *
 * export default class Brighter extends MediaProcessor {
 *   readonly #brighten = this.kernels.get('brighten');
 *
 *   override processVideo(frame: VideoFrame): VideoFrame {
 *     this.#brighten.run('brighten', frame.data, 20);
 *     return frame;
 *   }
 * }
 * ```
 */
export interface Kernels {
  /**
   * Gives a kernel. Whether there is one is seen when it is run.
   *
   * @param name - As the manifest calls it.
   * @returns The kernel.
   */
  get(name: string): Kernel;
}

/** The kernels of this plugin. */
export const kernels: Kernels = {
  get(kernel) {
    return {
      name: kernel,
      run(name, bytes, ...numbers) {
        const runtime = getRuntime(`the kernel "${kernel}"`);
        try {
          return runtime.runKernel(kernel, name, bytes, numbers);
        } catch (error) {
          throw isFailure(error) ? new KernelError(error.message, { kernel, function: name, cause: error }) : error;
        }
      },
    };
  },
};

function isFailure(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'KERNEL_FAILED';
}
