/** How one attempt to deliver an event ended. */
export type Attempt<Failure> =
  /** The hook ended well. */
  | { readonly outcome: 'delivered' }
  /** The hook failed, and the plugin lives on. */
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** The plugin broke down, for this event or for another that was under way. */
  | { readonly outcome: 'crashed'; readonly failure: Failure }
  /** The plugin is gone for good. */
  | { readonly outcome: 'dropped'; readonly failure: Failure };

/** One event on its way to one hook. */
export interface QueuedEvent<Failure> {
  /** Events of one lane are delivered one after another, in order. */
  readonly lane: string;
  /** Runs the hook; never rejects. Waits while the plugin is restarting. */
  readonly attempt: () => Promise<Attempt<Failure>>;
}

/** What became of a queued event. */
export interface QueueResult<Failure> {
  readonly outcome: 'delivered' | 'failed' | 'dropped';
  readonly attempts: number;
  readonly failure?: Failure;
}

/** The events that wait for one plugin. */
export interface DeliveryQueue<Failure> {
  /** How many wait or are under way. */
  readonly size: number;
  /** Queues an event; settles when it has been dealt with, and never rejects. */
  push(event: QueuedEvent<Failure>): Promise<QueueResult<Failure>>;
  /** Starts no further event; settles when none is under way. */
  pause(): Promise<void>;
  resume(): void;
  /** Drops every event that has not been started. */
  drop(failure: Failure): void;
}

interface Item<Failure> extends QueuedEvent<Failure> {
  readonly number: number;
  readonly settle: (result: QueueResult<Failure>) => void;
  attempts: number;
  /** Was under way when the plugin broke down, together with others. */
  isSuspect: boolean;
}

/**
 * Makes the queue of one plugin: at least once, in order within a lane, up to `concurrency` lanes at a time.
 *
 * When the plugin breaks down while several events are under way, nobody knows which of them did it. Each is then
 * delivered again on its own: those that broke nothing arrive, and the one at fault fails when it is alone.
 */
export function createDeliveryQueue<Failure>(concurrency: number): DeliveryQueue<Failure> {
  const waiting: Item<Failure>[] = [];
  const running = new Set<Item<Failure>>();
  const idle: (() => void)[] = [];
  let count = 0;
  let isPaused = false;

  function startNext(): void {
    for (let item = choose(); item !== undefined; item = choose()) {
      waiting.splice(waiting.indexOf(item), 1);
      running.add(item);
      void run(item);
    }
    if (running.size === 0) for (const settle of idle.splice(0)) settle();
  }

  function choose(): Item<Failure> | undefined {
    if (isPaused || running.size >= concurrency || hasSuspect(running)) return undefined;
    const suspect = waiting.find((item) => item.isSuspect);
    if (suspect !== undefined) return running.size === 0 ? suspect : undefined;
    const busy = new Set([...running].map(({ lane }) => lane));
    // Items wait in order, so the first of a free lane is the lane's next.
    return waiting.find(({ lane }) => !busy.has(lane));
  }

  async function run(item: Item<Failure>): Promise<void> {
    item.attempts += 1;
    const wasAlone = item.isSuspect;
    const attempt = await item.attempt();
    // Everything under way goes down together, so whoever hears of it first tells the others.
    if (attempt.outcome === 'crashed' && running.size > 1) for (const other of running) other.isSuspect = true;
    running.delete(item);
    if (attempt.outcome === 'crashed' && item.isSuspect && !wasAlone) putBack(item);
    else item.settle(summarize(attempt, item.attempts));
    startNext();
  }

  function putBack(item: Item<Failure>): void {
    const next = waiting.findIndex(({ number }) => number > item.number);
    waiting.splice(next < 0 ? waiting.length : next, 0, item);
  }

  return {
    get size() {
      return waiting.length + running.size;
    },
    push: (event) => new Promise((settle) => {
      count += 1;
      waiting.push({ ...event, number: count, settle, attempts: 0, isSuspect: false });
      startNext();
    }),
    pause: () => new Promise((settle) => {
      isPaused = true;
      idle.push(settle);
      startNext();
    }),
    resume() {
      isPaused = false;
      startNext();
    },
    drop(failure) {
      for (const item of waiting.splice(0)) item.settle({ outcome: 'dropped', attempts: item.attempts, failure });
    },
  };
}

function hasSuspect<Failure>(items: ReadonlySet<Item<Failure>>): boolean {
  return [...items].some((item) => item.isSuspect);
}

function summarize<Failure>(attempt: Attempt<Failure>, attempts: number): QueueResult<Failure> {
  if (attempt.outcome === 'delivered') return { outcome: 'delivered', attempts };
  return { outcome: attempt.outcome === 'dropped' ? 'dropped' : 'failed', attempts, failure: attempt.failure };
}
