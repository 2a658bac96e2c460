import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { FrameMessage, PageMessage, ThemeVariables } from '../core/ui/channel.ts';

/** What the page has told a frame. */
export interface FrameState {
  readonly context: JsonValue;
  readonly params: Readonly<Record<string, string>>;
}

/** A frame's side of the channel to its page. */
export interface Connection {
  /** What the page told last; `undefined` until the frame is started. */
  readonly state: FrameState | undefined;
  /** Ends when the page has started the frame. */
  readonly started: Promise<void>;
  send(message: FrameMessage): void;
  callAction(action: string, data: JsonValue): Promise<JsonValue>;
  refresh(): Promise<JsonValue>;
  /** Calls the listener whenever the state changes; returns how to stop. */
  onState(listener: () => void): () => void;
  /** Calls the listener with everything the page pushes; returns how to stop. */
  onMessage(listener: (data: JsonValue) => void): () => void;
}

/** What a frame does when its page tells it to. */
export interface ConnectionEvents {
  start(component: string): void;
  applyTheme(theme: ThemeVariables): void;
}

interface Waiting {
  resolve(value: JsonValue): void;
  reject(error: Error): void;
}

/** A call that the plugin failed at, or the host refused: tell refusals apart by `code`. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  /** Why: a code of the host, for example `PLX4010` when the plugin threw an error. */
  readonly code: string;

  /**
   * @param code - Why.
   * @param message - One sentence.
   */
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes the connection over a port that the page has handed over. */
export function createConnection(port: MessagePort, events: ConnectionEvents): Connection {
  const waiting = new Map<number, Waiting>();
  const stateListeners = new Set<() => void>();
  const messageListeners = new Set<(data: JsonValue) => void>();
  let state: FrameState | undefined;
  let lastId = 0;
  let resolveStarted = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    resolveStarted = resolve;
  });

  const send = (message: FrameMessage): void => {
    port.postMessage(JSON.stringify(message));
  };

  function ask(create: (id: number) => FrameMessage): Promise<JsonValue> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      send(create(id));
    });
  }

  function change(parts: Partial<FrameState>): void {
    state = { context: null, params: {}, ...state, ...parts };
    for (const listener of stateListeners) listener();
  }

  function receive(message: PageMessage): void {
    switch (message.type) {
      case 'start':
        events.applyTheme(message.theme);
        change({ context: message.context, params: message.params });
        resolveStarted();
        events.start(message.component);
        break;
      case 'context':
        change({ context: message.context });
        break;
      case 'params':
        change({ params: message.params });
        break;
      case 'theme':
        events.applyTheme(message.theme);
        break;
      case 'message':
        for (const listener of messageListeners) listener(message.data);
        break;
      case 'result':
        waiting.get(message.id)?.resolve(message.value);
        waiting.delete(message.id);
        break;
      case 'failure':
        waiting.get(message.id)?.reject(new ActionError(message.code, message.message));
        waiting.delete(message.id);
        break;
    }
  }

  // The page is trusted: whoever controls it controls what the frame is told.
  port.onmessage = ({ data }: MessageEvent<string>) => {
    receive(JSON.parse(data) as PageMessage);
  };
  return {
    get state() {
      return state;
    },
    started,
    send,
    callAction: (action, data) => ask((id) => ({ type: 'action', id, action, data })),
    refresh: () => ask((id) => ({ type: 'refresh', id })),
    onState: (listener) => listen(stateListeners, listener),
    onMessage: (listener) => listen(messageListeners, listener),
  };
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
