import { callHost } from './call-host.ts';
import type { BoundaryValue } from './runtime-interface.ts';

/** Reads a stream that the answer of a host method has opened. Leaving it early ends it on the host as well. */
export async function* readHostStream(stream: number): AsyncGenerator<BoundaryValue, undefined> {
  let isOpen = true;
  try {
    for (;;) {
      const { done, value } = (await callHost('streams.next', { stream })) as { readonly done?: true; readonly value?: BoundaryValue };
      if (done === true || value === undefined) {
        isOpen = false;
        return undefined;
      }
      yield value;
    }
  } catch (error) {
    isOpen = false;
    throw error;
  } finally {
    if (isOpen) await callHost('streams.cancel', { stream });
  }
}
