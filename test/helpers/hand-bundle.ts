import { encode } from '@jridgewell/sourcemap-codec';

const SDK = 'class Plugin {} class MessageProcessor extends Plugin {} class FeaturePlugin extends Plugin {} function defineFeature(definition) {} function addBackgroundTask(plugin, name, options, run) {} function declareServices(plugin, ...names) {} function fetch(input, init) {} function requirePermission(name) {} class Request {} class EventTarget {} function setTimeout(run, ms, ...args) {}';

/** A bundle, and its map. */
export interface HandBundle {
  readonly code: string;
  readonly sourceMap: string;
}

/** Makes a bundle of modules by path as the bundler does, but for the SDK, which has only its names; each line leads to itself. */
export function makeHandBundle(modules: Readonly<Record<string, string>>): HandBundle {
  const files = Object.entries({ 'plexi-plugin/sdk': SDK, ...modules });
  const lines = files.flatMap(([, text], source) => text.split('\n').map((line, at) => ({ line, source, at })));
  // One segment for each word: columns are found, too.
  const mappings = lines.map(({ line, source, at }) => [...line.matchAll(/[\w$#]+|\S/g)].map(({ index }): [number, number, number, number] => [index, source, at, index]));
  const map = { version: 3, sources: files.map(([path]) => path), sourcesContent: files.map(([path, text]) => (path.includes(':') ? null : text)), names: [], mappings: encode([[], ...mappings]) };
  return { code: ['(() => {', ...lines.map(({ line }) => line), '})();'].join('\n'), sourceMap: JSON.stringify(map) };
}
