// What code written for Node.js or for pages reaches for, and what plugins have in its place.
const INSTEAD: Readonly<Record<string, string>> = {
  Buffer: 'use Uint8Array, TextEncoder and TextDecoder',
  process: 'read settings with this.config instead of environment variables',
  global: 'write globalThis',
  window: 'write globalThis: there is no page',
  self: 'write globalThis',
  document: 'there is no page here: user interfaces are components of a "ui" plugin',
  navigator: 'leave it out: a plugin knows nothing of the machine it runs on',
  location: 'leave it out: a plugin has no address',
  localStorage: 'keep data with this.storage',
  sessionStorage: 'keep data with this.storage',
  indexedDB: 'keep data with this.storage',
  XMLHttpRequest: 'use fetch',
  WebSocket: 'ask with fetch, or stream an answer with it: sockets are not offered',
  EventSource: 'read the stream of an answer of fetch',
  setImmediate: 'use queueMicrotask, or setTimeout with 0',
  clearImmediate: 'use clearTimeout',
  requestAnimationFrame: 'use setTimeout: there is no page',
  require: 'write an import at the top of the file',
  module: 'write export instead of module.exports',
  __dirname: 'a plugin has no files: import data as a .json or .ts file',
  __filename: 'a plugin has no files: import data as a .json or .ts file',
  Worker: 'do the work in the hook: a plugin runs in a single thread',
  SharedWorker: 'do the work in the hook: a plugin runs in a single thread',
  BroadcastChannel: 'tell other plugins by events of the host',
  MessageChannel: 'call functions directly, or use EventTarget',
  WebAssembly: 'use code written in JavaScript',
  CompressionStream: 'use an npm package such as fflate',
  DecompressionStream: 'use an npm package such as fflate',
  alert: 'write a message, or log with this.logger',
};

/** Says what to use in the place of a global that only other places have; empty where an error is about something else. */
export function adviseGlobal(name: string, message: string): string {
  const missing = name === 'ReferenceError' ? /^(\w+) is not defined$/.exec(message)?.[1] : undefined;
  return missing !== undefined && Object.hasOwn(INSTEAD, missing) ? (INSTEAD[missing] ?? '') : '';
}
