/** What a bundle finds in the SDK where its code names a global that the interpreter lacks. */
export const WEB_PIECES = [
  'AbortController', 'AbortSignal', 'Blob', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'CustomEvent', 'Event', 'EventTarget', 'File', 'FormData',
  'ReadableStream', 'ReadableStreamDefaultController', 'ReadableStreamDefaultReader', 'Request', 'Response', 'TextDecoderStream', 'TextEncoderStream',
  'TransformStream', 'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController', 'WritableStreamDefaultWriter',
  'clearInterval', 'clearTimeout', 'fetch', 'reportError', 'setInterval', 'setTimeout',
] as const;

/** What esbuild is given to inject; it is a module of this plugin, not a file. */
export const WEB = 'plexi-plugin:web';

/** Renders the module that stands for those globals. It comes from the SDK, so that there is one copy of each class. */
export function renderWebModule(): string {
  return `export { ${WEB_PIECES.join(', ')} } from "plexi-plugin/sdk";\n`;
}

/** Makes `globalThis.fetch` mean what `fetch` means. */
export function defineWebPieces(): Record<string, string> {
  return Object.fromEntries(WEB_PIECES.map((name) => [`globalThis.${name}`, name]));
}
