import { afterEach, expect, test } from 'vitest';
import { KernelError } from '../../../../sdk/errors.ts';
import { MediaProcessor } from '../../../../sdk/kinds/media-processor.ts';
import type { PlexiRuntime } from '../../../../sdk/runtime-interface.ts';

class Probe extends MediaProcessor {}
const kernel = new Probe().kernels.get('brighten');
const bytes = Uint8Array.of(1);

function install(runKernel: PlexiRuntime['runKernel']): void {
  Object.assign(globalThis, { __plexi: { runKernel } });
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, '__plexi');
});

test('a kernel hands over the very bytes it was given, and all numbers', () => {
  install((...given) => {
    expect(given).toEqual(['brighten', 'raise', bytes, [1, 2.5]]);
    expect(given[2]).toBe(bytes);
    return 7;
  });
  expect(kernel.name).toBe('brighten');
  expect(kernel.run('raise', bytes, 1, 2.5)).toBe(7);
});

test('what a kernel does not bring to its end is a KernelError, which knows what was run', () => {
  const cause = Object.assign(new Error('it was stopped: unreachable'), { code: 'KERNEL_FAILED' });
  install(() => { throw cause; });
  let thrown: unknown;
  try {
    kernel.run('raise', bytes);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(KernelError);
  expect(thrown).toMatchObject({ name: 'KernelError', message: cause.message, code: 'KERNEL_FAILED', kernel: 'brighten', function: 'raise', cause });
});

test('any other error stays as it is, and outside of a sandbox there are no kernels', () => {
  install(() => { throw new TypeError('a kernel works on a typed array'); });
  expect(() => kernel.run('raise', bytes)).toThrow(TypeError);
  Reflect.deleteProperty(globalThis, '__plexi');
  expect(() => kernel.run('raise', bytes)).toThrow('the kernel "brighten" works only inside a sandbox');
});
