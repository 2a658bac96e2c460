import type { Clock, Timer } from '../clock.ts';

/** What became of the frames of a stream. */
export interface FrameCounts {
  readonly frames: number;
  /** Went through the processors in time. */
  readonly processed: number;
  /** Were passed on as they came, because there was no time left for them. */
  readonly late: number;
}

/** The frames of one stream on their way through the processors. */
export interface MediaStream<Frame> {
  readonly counts: FrameCounts;
  /**
   * Takes one frame through the processors. What comes back comes in the order in which it was handed in, one frame for
   * each: waiting for it holds back a source that can wait; frames of a source that cannot are passed on as they are
   * where the processors do not keep up.
   */
  process(frame: Frame): Promise<Frame>;
  /** Settles when the last frame is through. */
  end(): Promise<void>;
}

/** What a stream is made from. */
export interface MediaStreamOptions<Frame> {
  readonly clock: Clock;
  /** How old a frame may become, in milliseconds. */
  readonly latestMs: number;
  /** How many frames may wait. */
  readonly longestQueue: number;
  /** Takes one frame through the processors; stops between two of them when nobody waits any more. */
  readonly run: (frame: Frame, sequence: number, isWanted: () => boolean) => Promise<Frame>;
}

/** Makes a stream without frames. */
export function createMediaStream<Frame>({ clock, latestMs, longestQueue, run }: MediaStreamOptions<Frame>): MediaStream<Frame> {
  const counts = { frames: 0, processed: 0, late: 0 };
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isBusy = false;
  let hasEnded = false;

  async function runInTime(frame: Frame, sequence: number, leftMs: number): Promise<Frame | undefined> {
    let isWanted = true;
    isBusy = true;
    const work = run(frame, sequence, () => isWanted).finally(() => { isBusy = false; });
    let timer: Timer | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = clock.setTimer(leftMs, () => { resolve(undefined); });
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      isWanted = false;
      timer?.cancel();
    }
  }

  async function take(frame: Frame, sequence: number, due: number): Promise<Frame> {
    waiting -= 1;
    const left = due - clock.now();
    // What came too late is still being worked at: whatever follows would only wait behind it.
    const result = isBusy || left <= 0 ? undefined : await runInTime(frame, sequence, left);
    counts[result === undefined ? 'late' : 'processed'] += 1;
    return result ?? frame;
  }

  return {
    get counts() {
      return { ...counts };
    },
    async process(frame) {
      if (hasEnded) throw new TypeError('the stream has ended');
      const sequence = counts.frames;
      counts.frames += 1;
      const due = waiting >= longestQueue ? -Infinity : clock.now() + latestMs;
      waiting += 1;
      const result = turn.then(() => take(frame, sequence, due));
      turn = result.catch(() => undefined);
      return result;
    },
    async end() {
      hasEnded = true;
      await turn;
    },
  };
}
