import { callHost } from '../call-host.ts';
import { reportError } from './event-target.ts';

interface Timer {
  readonly id: number;
  /** When it falls due, on the sandbox's clock. */
  readonly due: number;
  readonly run: () => void;
  /** Milliseconds between two runs; absent for one that runs once. */
  readonly every?: number;
  /** How many timers led to this one, each set by the one before. */
  readonly depth: number;
  /** The stack where a plugin has set it; absent for one that the SDK needs for itself. */
  readonly origin?: string;
}

/** A timer of a plugin that has not run yet, as hosts for tests see it. */
export interface PendingTimer {
  readonly inMs: number;
  readonly everyMs?: number;
  /** The stack where it was set. */
  readonly stack: string;
}

const MOST_TIMERS = 1_000;
// HTML §8.6: a timer that timers keep setting again waits at least four milliseconds.
const DEPTH_UNTIL_SLOW = 5;
const SLOW_MS = 4;
const LONGEST_MS = 2 ** 31 - 1;

/** The timers of one plugin. The host knows of the earliest alone, so that a thousand timers cost it one. */
class TimerQueue {
  readonly #timers = new Map<number, Timer>();
  #lastId = 0;
  #depth = 0;
  /** What the host was asked to wake the plugin for. */
  #alarm: Timer | undefined;
  #isChanging = false;

  set(run: () => void, delay: number, { repeats = false, origin }: { readonly repeats?: boolean; readonly origin?: string | undefined } = {}): number {
    if (this.#timers.size >= MOST_TIMERS) throw new DOMException(`a plugin may have ${MOST_TIMERS} timers at once`, 'QuotaExceededError');
    this.#lastId += 1;
    this.#add({ id: this.#lastId, run, depth: this.#depth + 1, ...(repeats && { every: delay }), ...(origin !== undefined && { origin }) }, delay);
    return this.#lastId;
  }

  clear(id: number): void {
    if (this.#timers.delete(id)) this.#change();
  }

  /** Runs the timer that the host was asked for. The next one has an alarm, and so a turn, of its own. */
  wake(id: number): void {
    const alarm = this.#alarm;
    if (alarm?.id !== id) return;
    this.#alarm = undefined;
    this.#change();
    if (this.#timers.get(id) === alarm) this.#run(alarm);
  }

  list(): readonly PendingTimer[] {
    return [...this.#timers.values()].flatMap(({ due, every, origin }) =>
      origin === undefined ? [] : [{ inMs: Math.max(0, Math.ceil(due - performance.now())), ...(every !== undefined && { everyMs: every }), stack: origin }]);
  }

  #run(timer: Timer): void {
    this.#timers.delete(timer.id);
    if (timer.every !== undefined) this.#add({ ...timer, depth: timer.depth + 1 }, timer.every);
    this.#depth = timer.depth;
    try {
      timer.run();
    } catch (error) {
      reportError(error);
    }
    this.#depth = 0;
  }

  #add(timer: Omit<Timer, 'due'>, delay: number): void {
    const wait = timer.depth > DEPTH_UNTIL_SLOW ? Math.max(delay, SLOW_MS) : delay;
    this.#timers.set(timer.id, { ...timer, due: performance.now() + wait });
    this.#change();
  }

  // Once a turn, whatever happened in it: a plugin may have only so many calls under way.
  #change(): void {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.#tellHost();
    });
  }

  #tellHost(): void {
    const next = this.#findNext();
    if (next === this.#alarm) return;
    this.#alarm = next;
    // Where the host has no timers, nobody waits for its refusal: it is reported as a rejection that nobody handled.
    if (next === undefined) void callHost('timers.clear', {});
    else void callHost('timers.set', { id: next.id, delay: Math.max(0, Math.ceil(next.due - performance.now())) });
  }

  // Timers due at the same time run in the order in which they were set: the order of the map.
  #findNext(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) if (next === undefined || timer.due < next.due) next = timer;
    return next;
  }
}

const queue = /* @__PURE__ */ new TimerQueue();

/** Runs what is due: the host calls this when the alarm that it was asked for goes off. */
export function wakeTimers(id: number): void {
  queue.wake(id);
}

/** The timers that a plugin has set and that have not run yet. */
export function listTimers(): readonly PendingTimer[] {
  return queue.list();
}

/** Runs a function once, for the SDK itself: nobody has to clear it. */
export function setOwnTimeout(run: () => void, delay: number): void {
  queue.set(run, parseDelay(delay));
}

/** Runs a function once, after so many milliseconds of the host's clock: HTML §8.6. */
export function setTimeout<Args extends readonly unknown[]>(callback: (...args: Args) => unknown, delay = 0, ...args: Args): number {
  return queue.set(bind('setTimeout', callback, args), parseDelay(delay), { origin: new Error().stack });
}

/** Runs a function again and again, every so many milliseconds of the host's clock. */
export function setInterval<Args extends readonly unknown[]>(callback: (...args: Args) => unknown, delay = 0, ...args: Args): number {
  return queue.set(bind('setInterval', callback, args), parseDelay(delay), { repeats: true, origin: new Error().stack });
}

/** Cancels what {@link setTimeout} has set. */
export function clearTimeout(id?: number | null): void {
  if (typeof id === 'number') queue.clear(id);
}

/** Cancels what {@link setInterval} has set. */
export function clearInterval(id?: number | null): void {
  clearTimeout(id);
}

function bind<Args extends readonly unknown[]>(name: string, callback: (...args: Args) => unknown, args: Args): () => void {
  if (typeof callback !== 'function') throw new TypeError(`${name} needs a function, not ${typeof callback}`);
  return () => { callback(...args); };
}

function parseDelay(delay: number): number {
  const milliseconds = Math.trunc(Number(delay));
  return milliseconds >= 1 && milliseconds <= LONGEST_MS ? milliseconds : 1;
}
