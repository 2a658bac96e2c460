import { defineMethod } from './method.ts';
import { integer } from './parse-params.ts';

const stream = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

/** Streams that the answer of another method has opened. */
export const streamMethods = {
  'streams.next': defineMethod({ stream }, async ({ stream }, { streams }) => ({ ...(await streams.next(stream)) })),
  'streams.cancel': defineMethod({ stream }, async ({ stream }, { streams }) => {
    await streams.cancel(stream);
    return null;
  }),
};
