import { createLanes } from './lanes.ts';

/** How one attempt to deliver an event ended. */
export type Attempt<Failure> =
  /** The hook ended well. */
  | { readonly outcome: 'delivered' }
  /** The hook failed, and the plugin lives on. */
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** The plugin may not hear such events any more. */
  | { readonly outcome: 'refused'; readonly failure: Failure }
  /** The plugin broke down, for this event or for another that was under way. */
  | { readonly outcome: 'crashed'; readonly failure: Failure }
  /** All plugins broke down together: nobody knows whether for this event, so a few more times are tried. */
  | { readonly outcome: 'stranded'; readonly failure: Failure }
  /** The plugin is being reloaded: the version that comes hears it again. */
  | { readonly outcome: 'interrupted' }
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
  readonly outcome: 'delivered' | 'failed' | 'refused' | 'dropped';
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

/** So often an event may be under way when all plugins break down. */
const MOST_ATTEMPTS = 3;

/**
 * Makes the queue of one plugin: at least once, in order within a lane, up to `concurrency` lanes at a time.
 *
 * When the plugin breaks down while several events are under way, nobody knows which of them did it. Each is then
 * delivered again on its own: those that broke nothing arrive, and the one at fault fails when it is alone.
 */
export function createDeliveryQueue<Failure>(concurrency: number): DeliveryQueue<Failure> {
  const lanes = createLanes<Item<Failure>>();
  const running = new Set<Item<Failure>>();
  /** Were begun once, and are begun again one by one. */
  const again: Item<Failure>[] = [];
  const idle: (() => void)[] = [];
  let count = 0;
  let size = 0;
  let isPaused = false;

  function startNext(): void {
    for (let item = takeNext(); item !== undefined; item = takeNext()) {
      running.add(item);
      void run(item);
    }
    if (running.size === 0) for (const settle of idle.splice(0)) settle();
  }

  function takeNext(): Item<Failure> | undefined {
    if (isPaused || running.size >= concurrency) return undefined;
    if (again.length > 0) return running.size === 0 ? again.shift() : undefined;
    return [...running].some(({ isSuspect }) => isSuspect) ? undefined : lanes.take();
  }

  async function run(item: Item<Failure>): Promise<void> {
    item.attempts += 1;
    const wasAlone = item.isSuspect;
    const attempt = await item.attempt();
    // Everything under way goes down together, so whoever hears of it first tells the others.
    if (attempt.outcome === 'crashed' && running.size > 1) for (const other of running) other.isSuspect = true;
    running.delete(item);
    if (isWorthAnother(attempt, item, wasAlone)) putBack(item);
    else finish(item, summarize(attempt, item.attempts));
    startNext();
  }

  // Its lane stays closed: what comes after it waits until it has been dealt with.
  function putBack(item: Item<Failure>): void {
    again.push(item);
    again.sort((a, b) => a.number - b.number);
  }

  function finish(item: Item<Failure>, result: QueueResult<Failure>): void {
    size -= 1;
    lanes.open(item.lane);
    item.settle(result);
  }

  return {
    get size() {
      return size;
    },
    push: (event) => new Promise((settle) => {
      count += 1;
      size += 1;
      lanes.add({ ...event, number: count, settle, attempts: 0, isSuspect: false });
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
      for (const item of again.splice(0)) finish(item, { outcome: 'dropped', attempts: item.attempts, failure });
      for (const item of lanes.clear()) {
        size -= 1;
        item.settle({ outcome: 'dropped', attempts: item.attempts, failure });
      }
    },
  };
}

function isWorthAnother<Failure>(
  attempt: Attempt<Failure>,
  { isSuspect, attempts }: Pick<Item<Failure>, 'isSuspect' | 'attempts'>,
  wasAlone: boolean,
): attempt is Extract<Attempt<Failure>, { readonly outcome: 'interrupted' }> {
  switch (attempt.outcome) {
    case 'interrupted':
      return true;
    case 'stranded':
      return attempts < MOST_ATTEMPTS;
    case 'crashed':
      return isSuspect && !wasAlone;
    default:
      return false;
  }
}

function summarize<Failure>(attempt: Exclude<Attempt<Failure>, { readonly outcome: 'interrupted' }>, attempts: number): QueueResult<Failure> {
  if (attempt.outcome === 'delivered') return { outcome: 'delivered', attempts };
  const { outcome, failure } = attempt;
  return { outcome: outcome === 'dropped' || outcome === 'refused' ? outcome : 'failed', attempts, failure };
}
