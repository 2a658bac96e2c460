import type { Contribution } from './contribution.ts';
import type { JsonValue } from './runtime-interface.ts';

/**
 * A component that pages of the host can show: what a module that begins with `'use client'` exports. Inside the
 * sandbox it is a reference, which stands for the component in the browser.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a component takes the props that its author gives it, and returns what React takes
export type UiComponent = (props: any) => unknown;

/** Somebody who looks at a page, as the host has authenticated them. */
export interface UiUser {
  readonly id: string;
  /** What the user was granted of the permissions that the plugin defines itself (`defines_permissions`). */
  readonly permissions: readonly string[];
}

/** What a page says when it asks a plugin for something. */
export interface UiRequest {
  /** Where on the page the component is. */
  readonly mountPoint: string;
  /** Who looks at it; absent where the host knows no users. */
  readonly user?: UiUser;
  /** What the page tells about the place, for example the channel that is open. Texts from the browser: check them. */
  readonly params: Readonly<Record<string, string>>;
}

/** Describes a component to the host, once, when the plugin is registered. */
export function describeComponent(name: string, reference: unknown, options: { readonly [key: string]: JsonValue }): Contribution {
  if (!isReference(reference)) {
    throw new TypeError(`${name} must return a component imported from a module that begins with 'use client'`);
  }
  const { module, component } = reference;
  return { type: 'component', name: `${module}:${component}`, options: { ...options, module, component } };
}

interface ComponentReference {
  readonly module: string;
  readonly component: string;
}

function isReference(value: unknown): value is ComponentReference {
  const parts = value as Partial<ComponentReference> | null | undefined;
  return typeof value === 'object' && typeof parts?.module === 'string' && typeof parts.component === 'string';
}
