// The part of React that components of plugins use, for plugins that do not install React's own types. React itself is
// there in the frame that shows a component, so there is nothing to install for it either.
//
// In tsconfig.json: "jsx": "react-jsx", "types": ["plexi-plugin/react-env"]. Whoever installs @types/react leaves that out.

declare module 'react' {
  export type Key = string | number;
  export type ReactNode = ReactElement | string | number | bigint | boolean | null | undefined | Iterable<ReactNode>;
  export type Ref<T> = RefObject<T | null> | ((instance: T | null) => void) | null;
  export type Dispatch<A> = (value: A) => void;
  export type SetStateAction<S> = S | ((before: S) => S);
  export type DependencyList = readonly unknown[];
  export type EffectCallback = () => void | (() => void);

  export interface ReactElement {
    readonly type: unknown;
    readonly props: unknown;
    readonly key: string | null;
  }
  export interface RefObject<T> {
    current: T;
  }
  export interface FunctionComponent<P = {}> {
    (props: P): ReactNode;
    displayName?: string;
  }
  export type ComponentType<P = {}> = FunctionComponent<P>;
  export type PropsWithChildren<P = unknown> = P & { children?: ReactNode };

  export interface Context<T> {
    (props: { value: T; children?: ReactNode }): ReactNode;
    readonly Provider: FunctionComponent<{ value: T; children?: ReactNode }>;
  }

  export const Fragment: FunctionComponent<{ children?: ReactNode }>;
  export const StrictMode: FunctionComponent<{ children?: ReactNode }>;
  export const Suspense: FunctionComponent<{ fallback?: ReactNode; children?: ReactNode }>;

  export function createElement<P extends object>(type: string | FunctionComponent<P>, props?: (P & { key?: Key | null }) | null, ...children: ReactNode[]): ReactElement;
  export function createContext<T>(value: T): Context<T>;
  export function memo<P>(component: FunctionComponent<P>, areEqual?: (before: P, after: P) => boolean): FunctionComponent<P>;

  export function useState<S>(initial: S | (() => S)): [S, Dispatch<SetStateAction<S>>];
  export function useState<S = undefined>(): [S | undefined, Dispatch<SetStateAction<S | undefined>>];
  export function useReducer<S, A>(reducer: (state: S, action: A) => S, initial: S): [S, Dispatch<A>];
  export function useReducer<S, A, I>(reducer: (state: S, action: A) => S, initial: I, init: (initial: I) => S): [S, Dispatch<A>];
  export function useEffect(effect: EffectCallback, deps?: DependencyList): void;
  export function useLayoutEffect(effect: EffectCallback, deps?: DependencyList): void;
  export function useMemo<T>(create: () => T, deps: DependencyList): T;
  export function useCallback<F extends (...args: never[]) => unknown>(callback: F, deps: DependencyList): F;
  export function useRef<T>(initial: T): RefObject<T>;
  export function useRef<T>(initial: T | null): RefObject<T | null>;
  export function useRef<T = undefined>(): RefObject<T | undefined>;
  export function useContext<T>(context: Context<T>): T;
  export function useId(): string;
  export function useDeferredValue<T>(value: T): T;
  export function useTransition(): [boolean, (work: () => void | Promise<void>) => void];
  export function useSyncExternalStore<S>(subscribe: (listener: () => void) => () => void, getSnapshot: () => S): S;
  export function startTransition(work: () => void | Promise<void>): void;

  // Events, with the target typed by the element they are on.
  export interface SyntheticEvent<T = Element> {
    readonly currentTarget: EventTarget & T;
    readonly target: EventTarget;
    readonly type: string;
    readonly nativeEvent: Event;
    preventDefault(): void;
    stopPropagation(): void;
  }
  export interface ChangeEvent<T = Element> extends SyntheticEvent<T> {
    readonly target: EventTarget & T;
  }
  export interface MouseEvent<T = Element> extends SyntheticEvent<T> {
    readonly button: number;
    readonly clientX: number;
    readonly clientY: number;
    readonly altKey: boolean;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly shiftKey: boolean;
  }
  export interface KeyboardEvent<T = Element> extends SyntheticEvent<T> {
    readonly key: string;
    readonly code: string;
    readonly altKey: boolean;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly shiftKey: boolean;
  }
  export type FormEvent<T = Element> = SyntheticEvent<T>;
  export type FocusEvent<T = Element> = SyntheticEvent<T>;
  export type EventHandler<E> = (event: E) => void;

  export type CSSProperties = { [Name in keyof CSSStyleDeclaration]?: CSSStyleDeclaration[Name] | number } & { [variable: `--${string}`]: string | number };

  export interface HTMLAttributes<T> {
    key?: Key | null;
    ref?: Ref<T>;
    children?: ReactNode;
    id?: string;
    className?: string;
    style?: CSSProperties;
    title?: string;
    role?: string;
    lang?: string;
    dir?: string;
    hidden?: boolean;
    tabIndex?: number;
    draggable?: boolean;
    contentEditable?: boolean | 'true' | 'false' | 'plaintext-only';
    dangerouslySetInnerHTML?: { __html: string };
    onClick?: EventHandler<MouseEvent<T>>;
    onDoubleClick?: EventHandler<MouseEvent<T>>;
    onMouseDown?: EventHandler<MouseEvent<T>>;
    onMouseUp?: EventHandler<MouseEvent<T>>;
    onMouseEnter?: EventHandler<MouseEvent<T>>;
    onMouseLeave?: EventHandler<MouseEvent<T>>;
    onKeyDown?: EventHandler<KeyboardEvent<T>>;
    onKeyUp?: EventHandler<KeyboardEvent<T>>;
    onChange?: EventHandler<ChangeEvent<T>>;
    onInput?: EventHandler<FormEvent<T>>;
    onSubmit?: EventHandler<FormEvent<T>>;
    onFocus?: EventHandler<FocusEvent<T>>;
    onBlur?: EventHandler<FocusEvent<T>>;
    onScroll?: EventHandler<SyntheticEvent<T>>;
    [attribute: `aria-${string}`]: string | number | boolean | undefined;
    [attribute: `data-${string}`]: string | number | boolean | undefined;
  }

  // What single elements have besides, under the names that React has for them.
  export interface ElementAttributes<T> extends HTMLAttributes<T> {
    alt?: string;
    accept?: string;
    action?: string | ((data: FormData) => void | Promise<void>);
    autoComplete?: string;
    autoFocus?: boolean;
    checked?: boolean;
    colSpan?: number;
    cols?: number;
    controls?: boolean;
    d?: string;
    defaultChecked?: boolean;
    defaultValue?: string | number;
    disabled?: boolean;
    fill?: string;
    height?: number | string;
    href?: string;
    htmlFor?: string;
    max?: number | string;
    maxLength?: number;
    min?: number | string;
    minLength?: number;
    multiple?: boolean;
    name?: string;
    open?: boolean;
    pattern?: string;
    placeholder?: string;
    readOnly?: boolean;
    required?: boolean;
    rowSpan?: number;
    rows?: number;
    scope?: string;
    selected?: boolean;
    src?: string;
    step?: number | string;
    stroke?: string;
    strokeWidth?: number | string;
    type?: string;
    value?: string | number;
    viewBox?: string;
    width?: number | string;
    cx?: number | string;
    cy?: number | string;
    r?: number | string;
    x?: number | string;
    y?: number | string;
    points?: string;
    transform?: string;
  }
}

declare module 'react/jsx-runtime' {
  import type { ElementAttributes, FunctionComponent, Key, ReactElement, ReactNode } from 'react';

  export const Fragment: FunctionComponent<{ children?: ReactNode }>;
  export function jsx(type: unknown, props: object, key?: Key): ReactElement;
  export function jsxs(type: unknown, props: object, key?: Key): ReactElement;

  export namespace JSX {
    type ElementType = string | ((props: never) => ReactNode);
    type Element = ReactElement;
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicAttributes {
      key?: Key | null;
    }
    type HtmlElements = { [Name in keyof HTMLElementTagNameMap]: ElementAttributes<HTMLElementTagNameMap[Name]> };
    type SvgElements = { [Name in Exclude<keyof SVGElementTagNameMap, keyof HTMLElementTagNameMap>]: ElementAttributes<SVGElementTagNameMap[Name]> };
    interface IntrinsicElements extends HtmlElements, SvgElements {}
  }
}

declare module 'react-dom' {
  import type { ReactNode } from 'react';

  export function createPortal(children: ReactNode, container: Element): ReactNode;
  export function flushSync<R>(work: () => R): R;
}

declare module '*.css' {}

declare module '*.svg' {
  const address: string;
  export default address;
}

declare module '*.png' {
  const address: string;
  export default address;
}
