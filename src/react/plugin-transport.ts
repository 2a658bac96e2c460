import type { JsonValue } from '../../sdk/runtime-interface.ts';

/** One thing of a plugin that a page can show. */
export interface UiItem {
  readonly plugin: string;
  /** What is shown: `weather-card:WeatherCard`, or `page:dashboard`. */
  readonly frame: string;
  /** What people read above it, and screen readers say. */
  readonly title: string;
  /** Changes when what is shown changes: the frame is made anew then. */
  readonly version: string;
}

/** What a page says when it asks a plugin for something. */
export interface UiPlace {
  readonly mountPoint: string;
  /** What the page tells about the place, for example the channel that is open. */
  readonly params: Readonly<Record<string, string>>;
}

/** The document of a frame: its text, or the address that serves it. */
export type FrameSource = { readonly html: string } | { readonly src: string };

/** How a page reaches the host: over HTTP with `createHttpTransport`, or in another way of its own. */
export interface PluginTransport {
  /** What is shown at a mount point, in order. */
  list(mountPoint: string): Promise<readonly UiItem[]>;
  getFrame(item: UiItem): FrameSource | Promise<FrameSource>;
  getContext(item: UiItem, place: UiPlace): Promise<JsonValue>;
  callAction(item: UiItem, action: string, data: JsonValue, place: UiPlace): Promise<JsonValue>;
  /** Calls the listener when plugins came, went or changed; returns how to stop. */
  onChange?(listener: () => void): () => void;
  /** Calls the listener with what the host pushes to the frames of a plugin; returns how to stop. */
  onMessage?(plugin: string, listener: (data: JsonValue) => void): () => void;
  /** Calls the listener when the frames of a plugin should show what is true now; returns how to stop. */
  onRefresh?(plugin: string, listener: () => void): () => void;
}

/** Why the host refused: `code` tells, never the text. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** A code of the host. */
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
