import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { createRateBudget } from '../core/limits/rate-budget.ts';
import { encodePageMessage, LONGEST_FRAME_MESSAGE, LONGEST_PAGE_MESSAGE, parseFrameMessage, type FrameMessage, type PageMessage, type ThemeVariables } from '../core/ui/channel.ts';

/** What a page does for a frame, and hears from it. */
export interface SessionOptions {
  /** The component to show; empty for a page. */
  readonly component: string;
  readonly getContext: () => Promise<JsonValue>;
  readonly callAction: (action: string, data: JsonValue) => Promise<JsonValue>;
  readonly params: Readonly<Record<string, string>>;
  readonly theme: ThemeVariables;
  readonly onHeight: (height: number) => void;
  /** Takes what went wrong in the frame, which goes on. */
  readonly onProblem: (message: string) => void;
  /** Takes why the frame cannot go on: the session is closed. */
  readonly onCrash: (message: string) => void;
}

/** The page's side of the channel to one frame. */
export interface FrameSession {
  setParams(params: Readonly<Record<string, string>>): void;
  setTheme(theme: ThemeVariables): void;
  push(data: JsonValue): void;
  /** Brings the frame what it should show now. */
  refresh(): void;
  /** Ends it; nothing is called any more. */
  close(): void;
}

/** Messages a second that a frame may send in the long run; ten times as many at once. */
const MESSAGES_PER_SECOND = 30;
const CHARACTERS_PER_SECOND = LONGEST_FRAME_MESSAGE;
const MOST_CALLS = 16;

/**
 * Opens the channel to a frame that has loaded.
 *
 * One port is handed over, once. What comes through it is text of a limited length at a limited rate, parsed before
 * anything looks at it; messages between windows are not listened to at all. A frame that breaks a limit is closed.
 */
export function openSession(frame: HTMLIFrameElement, options: SessionOptions): FrameSession {
  const { port1: port, port2 } = new MessageChannel();
  const messages = createRateBudget(MESSAGES_PER_SECOND, performance.now());
  const characters = createRateBudget(CHARACTERS_PER_SECOND, performance.now());
  let { params, theme } = options;
  let calls = 0;
  let isOpen = true;
  let isStarted = false;
  let isRefreshing = false;
  let isStale = false;

  function send(message: PageMessage): void {
    if (!isOpen) return;
    const text = encodePageMessage(message);
    if (text !== undefined) port.postMessage(text);
    else if (message.type === 'result') send({ type: 'failure', id: message.id, code: 'MESSAGE_TOO_LARGE', message: `the answer has more than ${LONGEST_PAGE_MESSAGE} characters` });
    else crash('what the plugin returned is too large for a frame');
  }

  function close(): void {
    isOpen = false;
    port.close();
  }

  function crash(message: string): void {
    if (!isOpen) return;
    close();
    options.onCrash(message);
  }

  async function answer(id: number, work: () => Promise<JsonValue>): Promise<void> {
    if (calls >= MOST_CALLS) {
      send({ type: 'failure', id, code: 'TOO_MANY_CALLS', message: `a frame waits for at most ${MOST_CALLS} answers` });
      return;
    }
    calls += 1;
    try {
      send({ type: 'result', id, value: await work() });
    } catch (error) {
      send({ type: 'failure', id, ...describeFailure(error) });
    } finally {
      calls -= 1;
    }
  }

  async function start(): Promise<void> {
    try {
      const context = await options.getContext();
      isStarted = true;
      send({ type: 'start', component: options.component, params, context, theme });
    } catch (error) {
      crash(describeFailure(error).message);
    }
  }

  // However often a plugin says so: once more after the one that is under way.
  async function refreshInTurn(): Promise<void> {
    isStale = true;
    if (isRefreshing) return;
    isRefreshing = true;
    while (isStale && isOpen) {
      isStale = false;
      await refresh().catch((error: unknown) => { options.onProblem(describeFailure(error).message); });
    }
    isRefreshing = false;
  }

  async function refresh(): Promise<JsonValue> {
    const context = await options.getContext();
    send({ type: 'context', context });
    return context;
  }

  function receive(message: FrameMessage): void {
    switch (message.type) {
      case 'ready':
        void start();
        break;
      case 'size':
        options.onHeight(message.height);
        break;
      case 'action':
        void answer(message.id, () => options.callAction(message.action, message.data));
        break;
      case 'refresh':
        void answer(message.id, refresh);
        break;
      case 'problem':
        options.onProblem(message.message);
        break;
      case 'crash':
        crash(message.message);
        break;
    }
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isOpen) return;
    const now = performance.now();
    const length = typeof data === 'string' ? data.length : 0;
    if (!messages.take(1, now) || !characters.take(length, now)) {
      crash('the frame sent too much');
      return;
    }
    const parsed = parseFrameMessage(data);
    if ('refused' in parsed) crash(`the frame sent a message that was refused: ${parsed.refused}`);
    else receive(parsed.message);
  };
  // The plugin's document is inside of the guard, which has no script to forward anything. A sandboxed document has no
  // origin to name here; that it is the one we made, its guard sees to: it can be exchanged for no other.
  const page = frame.contentWindow;
  if (page === null || page.length === 0) crash('there is no document of a plugin in the frame');
  else page[0]?.postMessage('plexi', '*', [port2]);
  return {
    setParams(changed) {
      params = changed;
      send({ type: 'params', params });
    },
    setTheme(changed) {
      theme = changed;
      send({ type: 'theme', theme });
    },
    push: (data) => {
      send({ type: 'message', data });
    },
    refresh() {
      // What has not begun asks when it begins.
      if (isStarted) void refreshInTurn();
    },
    close,
  };
}

function describeFailure(error: unknown): { readonly code: string; readonly message: string } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
  return { code, message: error instanceof Error ? error.message : String(error) };
}
