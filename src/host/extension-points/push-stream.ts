import type { UiPush } from './ui.ts';

// A page that takes nothing off its connection for so long that this much waits is better off with a new one.
const MOST_WAITING = 1024 * 1024;

/**
 * Makes the body of a response that goes on for as long as the page is open: server-sent events, one for each push.
 *
 * @param listen - Begins to listen; returns a function that ends it.
 */
export function createPushStream(listen: (listener: (push: UiPush) => void) => () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Headers go out with the first bytes: the page knows that it hears everything from now on.
        controller.enqueue(encoder.encode(':\n\n'));
        stop = listen((push) => {
          controller.enqueue(encoder.encode(`data: ${JSON.stringify(push)}\n\n`));
          if ((controller.desiredSize ?? 0) > 0) return;
          stop();
          controller.close();
        });
      },
      cancel() {
        stop();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }),
  );
}
