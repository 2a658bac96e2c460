import type { BoundaryValue, JsonValue, RuntimeEntry } from '../../../sdk/runtime-interface.ts';
import { StageAbortController, StageAbortSignal } from './stage-abort.ts';
import { StageClock } from './stage-clock.ts';
import { StageElement, StageNode, StageTarget, listElements, surround, type StageEvent } from './stage-node.ts';
import type { StageAction, StageReport, StageTree } from './stage-report.ts';

// A document without a browser, inside of the sandbox: the first of the scripts that show a component there. What
// follows are the frame's own script and the plugin's, as a page would have them.
const XHTML = 'http://www.w3.org/1999/xhtml';

const clock = new StageClock();
const problems: string[] = [];
const actions: StageAction[] = [];
const world = globalThis as unknown as Record<string, unknown>;

/** Control elements: what is typed into them is a property of theirs. */
class StageControl extends StageElement {
  value = '';
  checked = false;
  options: readonly StageElement[] = [];
}

class StageInput extends StageControl {}
class StageButton extends StageElement {}
class StageForm extends StageElement {}
class StageIframe extends StageElement {}

const CLASSES: Readonly<Record<string, new (name: string, namespace: string) => StageElement>> = { input: StageInput, textarea: StageControl, select: StageControl, option: StageControl, button: StageButton, form: StageForm, iframe: StageIframe };

const documentNode = new StageNode(9, '#document');
Object.assign(documentNode, {
  readyState: 'complete',
  visibilityState: 'visible',
  hidden: false,
  createElement: (name: string) => createElement(name.toLowerCase(), XHTML),
  createElementNS: (namespace: string, name: string) => createElement(name, namespace),
  createTextNode: (text: string) => adopt(new StageNode(3, '#text', text)),
  createComment: (text: string) => adopt(new StageNode(8, '#comment', text)),
  createDocumentFragment: () => adopt(new StageNode(11, '#document-fragment')),
  getElementById: (id: string) => listElements(documentNode).find((element) => element.id === id) ?? null,
  querySelector: (selector: string) => root.querySelector(selector),
  querySelectorAll: (selector: string) => root.querySelectorAll(selector),
});

function adopt<Node extends StageNode>(node: Node): Node {
  node.ownerDocument = documentNode;
  return node;
}

function createElement(name: string, namespace: string): StageElement {
  return adopt(new (CLASSES[name] ?? StageElement)(name, namespace));
}

const html = createElement('html', XHTML);
const head = createElement('head', XHTML);
const body = createElement('body', XHTML);
const root = createElement('div', XHTML);
root.id = 'root';
documentNode.appendChild(html);
html.appendChild(head);
html.appendChild(body);
body.appendChild(root);
Object.assign(documentNode, { documentElement: html, head, body, activeElement: body, defaultView: globalThis });

const stageWindow = new StageTarget();
surround(stageWindow);

class SilentObserver {
  observe(): void {
    // Nothing on the stage has a size, or is in sight.
  }

  unobserve(): void {
    // As above.
  }

  disconnect(): void {
    // As above.
  }

  takeRecords(): readonly never[] {
    return [];
  }
}

class StageUiEvent implements StageEvent {
  readonly type: string;
  readonly bubbles: boolean;

  constructor(type: string, init: { readonly bubbles?: boolean } = {}) {
    this.type = type;
    Object.assign(this, init);
    this.bubbles = init.bubbles ?? false;
  }
}

const page = {};
Object.assign(world, {
  window: globalThis,
  self: globalThis,
  document: documentNode,
  parent: { parent: page },
  navigator: { userAgent: 'plexi-plugin', language: 'en', languages: ['en'], onLine: false },
  location: { href: 'about:srcdoc', protocol: 'about:', origin: 'null', hash: '', search: '', pathname: 'srcdoc' },
  innerWidth: 400,
  innerHeight: 600,
  devicePixelRatio: 1,
  scrollTo: () => undefined,
  addEventListener: stageWindow.addEventListener.bind(stageWindow),
  removeEventListener: stageWindow.removeEventListener.bind(stageWindow),
  dispatchEvent: (event: StageEvent) => { stageWindow.hear(event, false); },
  setTimeout: clock.setTimeout,
  setInterval: clock.setInterval,
  clearTimeout: clock.clear,
  clearInterval: clock.clear,
  requestAnimationFrame: clock.requestAnimationFrame,
  cancelAnimationFrame: clock.clear,
  queueMicrotask: (run: () => void) => void Promise.resolve().then(run).catch(noteError),
  performance: { now: () => clock.now, mark: () => undefined, measure: () => undefined },
  reportError: noteError,
  getComputedStyle: (element: StageElement) => element.style,
  matchMedia: (media: string) => Object.assign(new StageTarget(), { media, matches: false, onchange: null }),
  Node: StageNode,
  Element: StageElement,
  HTMLElement: StageElement,
  HTMLInputElement: StageInput,
  HTMLButtonElement: StageButton,
  HTMLFormElement: StageForm,
  HTMLIFrameElement: StageIframe,
  ResizeObserver: SilentObserver,
  MutationObserver: SilentObserver,
  IntersectionObserver: SilentObserver,
  AbortController: StageAbortController,
  AbortSignal: StageAbortSignal,
  Event: StageUiEvent,
  SubmitEvent: StageUiEvent,
  CustomEvent: StageUiEvent,
  console: { ...(world['console'] as object), error: (...parts: readonly unknown[]) => { noteError(parts.map(describeError).join(' ')); } },
});

function noteError(error: unknown): void {
  problems.push(describeError(error));
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

interface Frame {
  readonly modules: Readonly<Record<string, unknown>>;
  register(components: Readonly<Record<string, unknown>>): void;
  readonly connected?: { onMessage: (listener: unknown) => () => void };
}

interface React {
  createElement(type: unknown, props?: object | null): unknown;
  useState(first: boolean): readonly [boolean, (value: boolean) => void];
}

const PROBE = 'Probe';
let components: Readonly<Record<string, unknown>> = {};
let setShown: (isShown: boolean) => void = () => undefined;
let wanted = '';
let listening = 0;
const port = { postMessage: receive, onmessage: undefined as ((event: { readonly data: string }) => void) | undefined };

// The plugin's script registers with the frame: it gets in between, so that a component can be taken off again.
function interpose(): void {
  const frame = world['__plexiFrame'] as Frame;
  const register = frame.register.bind(frame);
  frame.register = (registered) => {
    components = registered;
    const react = frame.modules['react'] as React;
    const Probe = (props: object): unknown => {
      const [isShown, set] = react.useState(false);
      setShown = set;
      return isShown ? react.createElement(components[wanted], props) : null;
    };
    register({ [PROBE]: Probe });
  };
}

// What listens to messages of the page is held as any other listener is.
function countListeners(): void {
  const { connected } = world['__plexiFrame'] as Frame;
  if (connected === undefined) return;
  const { onMessage } = connected;
  connected.onMessage = (listener) => {
    const stop = onMessage(listener);
    listening += 1;
    return () => {
      listening -= 1;
      stop();
    };
  };
}

function receive(text: string): void {
  const message = JSON.parse(text) as { readonly type: string; readonly id: number; readonly action?: string; readonly data?: unknown; readonly message?: string };
  if (message.type === 'crash' || message.type === 'problem') problems.push(message.message ?? '');
  if (message.type === 'action' || message.type === 'refresh') actions.push({ id: message.id, data: message.data ?? null, ...(message.action !== undefined && { action: message.action }) });
}

function send(message: object): void {
  port.onmessage?.({ data: JSON.stringify(message) });
}

function report(): StageReport {
  const shown = root.childNodes.map(describeNode);
  const held = stageWindow.listenerCount + documentNode.listenerCount + body.listenerCount + clock.intervalCount + listening;
  return { problems: problems.splice(0), actions: actions.splice(0), shown, buttons: listButtons().length, held };
}

function describeNode(node: StageNode): StageTree {
  if (!(node instanceof StageElement)) return node.textContent;
  const props = Object.entries(node).find(([name]) => name.startsWith('__reactProps$'))?.[1] as object | undefined;
  const handlers = Object.entries(props ?? {}).flatMap(([name, value]) => (/^on[A-Z]/.test(name) && typeof value === 'function' ? [name] : []));
  return { tag: node.localName, attributes: Object.fromEntries(node.attributes.map(({ name, value }) => [name, value])), handlers, children: node.childNodes.map(describeNode) };
}

function listButtons(): readonly StageElement[] {
  return root.querySelectorAll('button, input[type="checkbox"], input[type="submit"], [role="button"]').filter(({ disabled }) => !disabled);
}

function press(at: number): void {
  listButtons()[at]?.dispatchEvent(new StageUiEvent('click', { bubbles: true }));
}

/** What is done on the stage, by name. */
const STEPS: Readonly<Record<string, (...args: readonly BoundaryValue[]) => void>> = {
  open(component, context) {
    wanted = component as string;
    stageWindow.hear({ type: 'message', ...{ source: page, ports: [port] } }, false);
    countListeners();
    send({ type: 'start', component: PROBE, params: {}, context, theme: {} });
  },
  show: () => { setShown(true); },
  hide: () => { setShown(false); },
  press: (at) => { press(Number(at)); },
  answer: (message) => { send(message as object); },
};

const entry: RuntimeEntry = {
  entry: 'stage',
  kind: 'custom',
  hooks: Object.keys(STEPS),
  async invoke(step, args) {
    try {
      STEPS[step]?.(...args);
    } catch (error) {
      noteError(error);
    }
    await clock.settle(noteError);
    return report() as unknown as JsonValue;
  },
};

Object.assign(world, { __plexiStage: { interpose } });
(world['__plexi'] as { register(entries: readonly RuntimeEntry[]): void }).register([entry]);
