import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Connection } from './connection.ts';

/** What a component of a plugin gets from the page that shows it. */
export interface UiProps<Context = JsonValue> {
  /** What `getContext` of the plugin returned last. */
  readonly context: Context;
  /** What the page tells about the place, for example the channel that is open. */
  readonly params: Readonly<Record<string, string>>;
}

/** The components of one module, by the names under which it exports them. */
export type Components = Readonly<Record<string, unknown>>;

/**
 * What a frame offers at `globalThis.__plexiFrame` before a plugin's script runs: version 1 of the only interface
 * between packed components and the pages of today and tomorrow.
 */
export interface PlexiFrame {
  readonly version: 1;
  /** The modules that scripts find instead of bringing them. */
  readonly modules: Readonly<Record<string, unknown>>;
  /** Called once by the script of a module, with its components. */
  register(components: Components): void;
  /** The channel to the page. */
  readonly connection: Promise<Connection>;
  /** The same, as soon as there is one. */
  readonly connected: Connection | undefined;
}

/** @returns What the frame offers; throws where there is no frame, naming what was attempted. */
export function getFrame(attempt: string): PlexiFrame {
  // Read at every call and never on import: an author's own unit tests import components in Node.
  const frame = (globalThis as { readonly __plexiFrame?: PlexiFrame }).__plexiFrame;
  if (frame === undefined) throw new Error(`${attempt} works only inside the frame that a page shows the plugin in`);
  return frame;
}
