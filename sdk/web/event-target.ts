/** How an event may be made. */
export interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

interface Dispatch {
  target: EventTarget | null;
  currentTarget: EventTarget | null;
  isDispatching: boolean;
  isStopped: boolean;
  isCanceled: boolean;
  isPassive: boolean;
}

const dispatches = new WeakMap<Event, Dispatch>();

function dispatchOf(event: Event): Dispatch {
  const found = dispatches.get(event);
  if (found === undefined) throw new TypeError('this is no event');
  return found;
}

/** Something that happened: DOM §2.2, without a tree. */
export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly isTrusted: boolean = false;
  readonly timeStamp: number;

  constructor(type: string, { bubbles = false, cancelable = false, composed = false }: EventInit = {}) {
    if (arguments.length === 0) throw new TypeError('an Event needs a type');
    this.type = String(type);
    this.bubbles = Boolean(bubbles);
    this.cancelable = Boolean(cancelable);
    this.composed = Boolean(composed);
    this.timeStamp = performance.now();
    dispatches.set(this, { target: null, currentTarget: null, isDispatching: false, isStopped: false, isCanceled: false, isPassive: false });
  }

  get target(): EventTarget | null {
    return dispatchOf(this).target;
  }

  get currentTarget(): EventTarget | null {
    return dispatchOf(this).currentTarget;
  }

  /** 2 while listeners run, else 0: there is no tree to capture or bubble in. */
  get eventPhase(): number {
    return dispatchOf(this).isDispatching ? 2 : 0;
  }

  get defaultPrevented(): boolean {
    return dispatchOf(this).isCanceled;
  }

  composedPath(): EventTarget[] {
    const { currentTarget } = dispatchOf(this);
    return currentTarget === null ? [] : [currentTarget];
  }

  preventDefault(): void {
    const dispatch = dispatchOf(this);
    if (this.cancelable && !dispatch.isPassive) dispatch.isCanceled = true;
  }

  // Without a tree there is nobody else to keep the event from.
  stopPropagation(): void {
    dispatchOf(this);
  }

  stopImmediatePropagation(): void {
    dispatchOf(this).isStopped = true;
  }

  get [Symbol.toStringTag](): string {
    return 'Event';
  }
}

/** An event that carries a value. */
export class CustomEvent<Detail = unknown> extends Event {
  readonly detail: Detail | null;

  constructor(type: string, init: EventInit & { readonly detail?: Detail } = {}) {
    super(type, init);
    this.detail = init.detail ?? null;
  }

  override get [Symbol.toStringTag](): string {
    return 'CustomEvent';
  }
}

/** What hears an event. */
export type EventListener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

/** How a listener hears. */
export interface ListenerOptions {
  readonly capture?: boolean;
  readonly once?: boolean;
  readonly passive?: boolean;
  /** Ends the listening when it aborts. */
  readonly signal?: EventTarget & { readonly aborted: boolean };
}

interface Listener {
  readonly callback: EventListener;
  readonly capture: boolean;
  readonly once: boolean;
  readonly passive: boolean;
  isRemoved: boolean;
}

/** Something that events happen to: DOM §2.7, without a tree. */
export class EventTarget {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: string, callback: EventListener | null, options: boolean | ListenerOptions = {}): void {
    const { capture = false, once = false, passive = false, signal } = typeof options === 'boolean' ? { capture: options } : options;
    if (callback === null || signal?.aborted === true) return;
    const listeners = this.#listeners.get(type) ?? [];
    if (listeners.some((each) => each.callback === callback && each.capture === capture)) return;
    this.#listeners.set(type, [...listeners, { callback, capture, once, passive, isRemoved: false }]);
    signal?.addEventListener('abort', () => { this.removeEventListener(type, callback, { capture }); }, { once: true });
  }

  removeEventListener(type: string, callback: EventListener | null, options: boolean | Pick<ListenerOptions, 'capture'> = {}): void {
    const { capture = false } = typeof options === 'boolean' ? { capture: options } : options;
    const listeners = this.#listeners.get(type) ?? [];
    for (const each of listeners) if (each.callback === callback && each.capture === capture) each.isRemoved = true;
    this.#listeners.set(type, listeners.filter(({ isRemoved }) => !isRemoved));
  }

  dispatchEvent(event: Event): boolean {
    const dispatch = dispatches.get(event);
    if (dispatch === undefined) throw new TypeError('dispatchEvent needs an Event');
    if (dispatch.isDispatching) throw new DOMException('the event is being dispatched already', 'InvalidStateError');
    Object.assign(dispatch, { target: this, currentTarget: this, isDispatching: true });
    for (const listener of [...(this.#listeners.get(event.type) ?? [])].sort(byCapture)) {
      if (dispatch.isStopped) break;
      if (!listener.isRemoved) this.#run(listener, event, dispatch);
    }
    Object.assign(dispatch, { currentTarget: null, isDispatching: false, isStopped: false });
    return !dispatch.isCanceled;
  }

  #run({ callback, capture, once, passive }: Listener, event: Event, dispatch: Dispatch): void {
    if (once) this.removeEventListener(event.type, callback, { capture });
    Object.assign(dispatch, { isPassive: passive });
    try {
      if (typeof callback === 'function') Reflect.apply(callback, this, [event]);
      else callback.handleEvent(event);
    } catch (error) {
      reportError(error);
    }
    Object.assign(dispatch, { isPassive: false });
  }

  get [Symbol.toStringTag](): string {
    return 'EventTarget';
  }
}

function byCapture(one: Listener, other: Listener): number {
  return Number(other.capture) - Number(one.capture);
}

/** Tells the host of an error that no caller can catch; what is under way goes on. */
export function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
