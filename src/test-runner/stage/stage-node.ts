import { createStyle, type StageStyle } from './stage-style.ts';

/** What the stage knows of an event. */
export interface StageEvent {
  readonly type: string;
  readonly bubbles?: boolean;
  target?: unknown;
  currentTarget?: unknown;
  defaultPrevented?: boolean;
  stopPropagation?(): void;
  preventDefault?(): void;
}

type Listener = ((event: StageEvent) => void) | { handleEvent(event: StageEvent): void };

interface Registered {
  readonly type: string;
  readonly listener: Listener;
  readonly isCapture: boolean;
  readonly isOnce: boolean;
}

type ListenerOptions = boolean | { readonly capture?: boolean; readonly once?: boolean; readonly signal?: { addEventListener(type: 'abort', run: () => void): void } };

/** Whatever events can be listened for at. */
export class StageTarget {
  #listeners: readonly Registered[] = [];

  /** How many listeners there are. */
  get listenerCount(): number {
    return this.#listeners.length;
  }

  addEventListener(type: string, listener: Listener | null, options: ListenerOptions = false): void {
    const { capture = false, once = false, signal } = typeof options === 'boolean' ? { capture: options } : options;
    if (listener === null || this.#listeners.some((each) => each.type === type && each.listener === listener && each.isCapture === capture)) return;
    this.#listeners = [...this.#listeners, { type, listener, isCapture: capture, isOnce: once }];
    signal?.addEventListener('abort', () => { this.removeEventListener(type, listener, capture); });
  }

  removeEventListener(type: string, listener: Listener | null, options: ListenerOptions = false): void {
    const isCapture = typeof options === 'boolean' ? options : options.capture === true;
    this.#listeners = this.#listeners.filter((each) => each.type !== type || each.listener !== listener || each.isCapture !== isCapture);
  }

  /** Calls the listeners of one phase. */
  hear(event: StageEvent, isCapture: boolean): void {
    for (const { type, listener, isCapture: capture, isOnce } of this.#listeners) {
      if (type !== event.type || capture !== isCapture) continue;
      if (isOnce) this.removeEventListener(type, listener, capture);
      event.currentTarget = this;
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
  }
}

/** A node of the stage's document: as much of one as React and simple components ask for. */
export class StageNode extends StageTarget {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly childNodes: StageNode[] = [];
  parentNode: StageNode | null = null;
  ownerDocument: StageNode | null = null;
  nodeValue: string | null;

  constructor(nodeType: number, nodeName: string, nodeValue: string | null = null) {
    super();
    this.nodeType = nodeType;
    this.nodeName = nodeName;
    this.nodeValue = nodeValue;
  }

  get data(): string {
    return this.nodeValue ?? '';
  }

  set data(text: string) {
    this.nodeValue = text;
  }

  get firstChild(): StageNode | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): StageNode | null {
    return this.childNodes.at(-1) ?? null;
  }

  get nextSibling(): StageNode | null {
    return this.#sibling(1);
  }

  get previousSibling(): StageNode | null {
    return this.#sibling(-1);
  }

  get parentElement(): StageNode | null {
    return this.parentNode?.nodeType === 1 ? this.parentNode : null;
  }

  get children(): readonly StageNode[] {
    return this.childNodes.filter(({ nodeType }) => nodeType === 1);
  }

  get isConnected(): boolean {
    return this.getRootNode().nodeType === 9;
  }

  get textContent(): string {
    return this.nodeType === 3 ? this.data : this.childNodes.map(({ textContent }) => textContent).join('');
  }

  set textContent(text: string) {
    if (this.nodeType === 3) {
      this.nodeValue = text;
      return;
    }
    for (const child of [...this.childNodes]) this.removeChild(child);
    if (text !== '') this.appendChild(Object.assign(new StageNode(3, '#text', text), { ownerDocument: this.ownerDocument }));
  }

  getRootNode(): StageNode {
    return this.parentNode === null ? this : this.parentNode.getRootNode();
  }

  contains(other: StageNode | null): boolean {
    return other !== null && (other === this || this.contains(other.parentNode));
  }

  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }

  appendChild(child: StageNode): StageNode {
    return this.insertBefore(child, null);
  }

  insertBefore(child: StageNode, before: StageNode | null): StageNode {
    child.parentNode?.removeChild(child);
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild(child: StageNode): StageNode {
    const at = this.childNodes.indexOf(child);
    if (at === -1) throw new Error('the node to be removed is not a child of this node');
    this.childNodes.splice(at, 1);
    child.parentNode = null;
    return child;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  /** Brings an event down to the node and, where it bubbles, up again. */
  dispatchEvent(event: StageEvent): boolean {
    const path = [...this.#listAncestors(), ...outermost];
    const state = { isStopped: false };
    Object.assign(event, {
      target: this,
      defaultPrevented: false,
      stopPropagation: () => { state.isStopped = true; },
      preventDefault: () => { event.defaultPrevented = true; },
    });
    for (const node of path.toReversed()) if (!state.isStopped) node.hear(event, true);
    for (const node of event.bubbles === false ? path.slice(0, 1) : path) if (!state.isStopped) node.hear(event, false);
    return event.defaultPrevented !== true;
  }

  #listAncestors(): readonly StageNode[] {
    return this.parentNode === null ? [this] : [this, ...this.parentNode.#listAncestors()];
  }

  #sibling(step: number): StageNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + step] ?? null;
  }
}

const outermost: StageTarget[] = [];

/** Lets events of every node end at the window. */
export function surround(target: StageTarget): void {
  outermost.push(target);
}

/** An element: its attributes, a style, and what scripts expect to be able to call. */
export class StageElement extends StageNode {
  readonly localName: string;
  readonly namespaceURI: string;
  readonly style: StageStyle = createStyle();
  readonly dataset: Record<string, string> = {};
  readonly #attributes = new Map<string, string>();

  constructor(name: string, namespaceURI: string) {
    super(1, namespaceURI.endsWith('xhtml') ? name.toUpperCase() : name);
    this.localName = name;
    this.namespaceURI = namespaceURI;
  }

  get tagName(): string {
    return this.nodeName;
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(id: string) {
    this.setAttribute('id', id);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(name: string) {
    this.setAttribute('class', name);
  }

  get attributes(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.#attributes].map(([name, value]) => ({ name, value }));
  }

  get classList() {
    const read = (): Set<string> => new Set(this.className.split(/\s+/).filter((name) => name !== ''));
    const write = (names: ReadonlySet<string>): void => { this.className = [...names].join(' '); };
    const change = (run: (names: Set<string>) => void): void => {
      const names = read();
      run(names);
      write(names);
    };
    return {
      add: (...added: readonly string[]) => { change((names) => { for (const name of added) names.add(name); }); },
      remove: (...removed: readonly string[]) => { change((names) => { for (const name of removed) names.delete(name); }); },
      contains: (name: string) => read().has(name),
      toggle: (name: string, isOn = !read().has(name)) => {
        change((names) => { if (isOn) names.add(name); else names.delete(name); });
        return isOn;
      },
    };
  }

  /** The form that a control belongs to. */
  get form(): StageElement | null {
    return this.closest('form');
  }

  get type(): string {
    return this.getAttribute('type') ?? (this.localName === 'button' ? 'submit' : 'text');
  }

  set type(type: string) {
    this.setAttribute('type', type);
  }

  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name.toLowerCase()) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name.toLowerCase());
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name.toLowerCase(), String(value));
  }

  setAttributeNS(_namespace: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name.toLowerCase());
  }

  /** Simple selectors alone: names of elements, ids, classes and attributes, with commas between them. */
  matches(selector: string): boolean {
    return selector.split(',').some((each) => {
      const parts = each.trim().match(/[#.]?[\w-]+|\[[\w-]+(?:="?[^"\]]*"?)?\]|\*/g) ?? [];
      return parts.length > 0 && parts.every((part) => this.#fits(part));
    });
  }

  closest(selector: string): StageElement | null {
    if (this.matches(selector)) return this;
    return this.parentNode instanceof StageElement ? this.parentNode.closest(selector) : null;
  }

  querySelectorAll(selector: string): readonly StageElement[] {
    return listElements(this).filter((element) => element !== this && element.matches(selector));
  }

  querySelector(selector: string): StageElement | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  getBoundingClientRect() {
    return { x: 0, y: 0, top: 0, left: 0, right: 0, bottom: 0, width: 0, height: 0 };
  }

  #fits(part: string): boolean {
    if (part === '*') return true;
    if (part.startsWith('#')) return this.id === part.slice(1);
    if (part.startsWith('.')) return this.classList.contains(part.slice(1));
    const [, name = '', value] = /^\[([\w-]+)(?:="?([^"\]]*)"?)?\]$/.exec(part) ?? [];
    if (name !== '') return value === undefined ? this.hasAttribute(name) : this.getAttribute(name) === value;
    return this.localName === part.toLowerCase();
  }
}

// What has no meaning without a layout, a pointer or a loudspeaker does nothing, as for an element that is not shown.
for (const name of ['focus', 'blur', 'scrollIntoView', 'scrollTo', 'scrollBy', 'select', 'setSelectionRange', 'setPointerCapture', 'releasePointerCapture', 'pause', 'load', 'show', 'showModal', 'close', 'showPopover', 'hidePopover', 'reset', 'setCustomValidity']) {
  Object.defineProperty(StageElement.prototype, name, { value: () => undefined, configurable: true, writable: true });
}
Object.defineProperty(StageElement.prototype, 'play', { value: () => Promise.resolve(), configurable: true, writable: true });
Object.defineProperty(StageElement.prototype, 'reportValidity', { value: () => true, configurable: true, writable: true });
Object.defineProperty(StageElement.prototype, 'checkValidity', { value: () => true, configurable: true, writable: true });

/** An element and all below it, in order. */
export function listElements(node: StageNode): readonly StageElement[] {
  return [...(node instanceof StageElement ? [node] : []), ...node.childNodes.flatMap(listElements)];
}
