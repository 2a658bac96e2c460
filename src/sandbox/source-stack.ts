import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import type { SourceLocation } from '../core/diagnostics/diagnostic.ts';

/** Where the bundle is in a plugin's folder: the file that its frames name. */
export const BUNDLE_FILE = 'dist/plugin.js';

/** A stack of the guest, in terms of the plugin's source. */
export interface SourceStack {
  readonly text: string;
  /** The innermost frame in the plugin's own source. */
  readonly location: SourceLocation | undefined;
}

/** Translates the stacks of one plugin. The map is read when the first one comes. */
export interface StackMapper {
  map(stack: string): SourceStack;
}

const FRAME = /^ {4}at (?:(.{0,200}) )?\(?dist\/plugin\.js:(\d{1,9}):(\d{1,9})\)?$/;
const PRELUDE = /\(?plexi:prelude[:)]/;
const TOOL_SOURCES = 'plexi-plugin/';
const MOST_FRAMES = 50;
const LONGEST_FRAME = 500;
const LONGEST_MAP = 32 * 1024 * 1024;

/**
 * Makes the translator for one plugin.
 *
 * Both the stack and the map may be the work of an attacker: frames are bounded, a map that cannot be read is left
 * out, and a source outside the plugin's folder is never a location, because diagnostics show the lines they name.
 *
 * @param sourceMap - The bundle's source map, as JSON text; its sources are relative to the plugin's folder.
 * @param folder - Put before the files of locations.
 */
export function createStackMapper(sourceMap?: string, folder?: string): StackMapper {
  let map: SourceMap | undefined;
  let isRead = false;
  const find = (line: number, column: number): Place => {
    if (!isRead) map = parseSourceMap(sourceMap);
    isRead = true;
    return findOriginal(map, line, column) ?? { file: BUNDLE_FILE, line, column };
  };
  const read = (line: string): Frame => {
    const text = line.slice(0, LONGEST_FRAME);
    const [, name = '<anonymous>', ...position] = FRAME.exec(text) ?? [];
    const [row, column] = position.map(Number);
    if (row === undefined || column === undefined) return { text };
    const place = find(row, column);
    const bundled = { file: BUNDLE_FILE, line: row, column };
    return { text: `    at ${name} (${place.file}:${place.line}:${place.column})`, place: isOwnSource(place.file) ? place : bundled, source: place.file };
  };
  return {
    map(stack) {
      const frames = stack.split('\n', MOST_FRAMES).filter((line) => line.trim() !== '' && !PRELUDE.test(line)).map(read);
      const places = frames.flatMap(({ place }) => place ?? []);
      const innermost = places.find(({ file }) => file !== BUNDLE_FILE) ?? places[0];
      return { text: renderFrames(frames), location: innermost && { ...innermost, file: joinFolder(folder, innermost.file) } };
    },
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Frame {
  readonly text: string;
  readonly place?: Place;
  readonly source?: string;
}

// How the SDK came to call the author's code, and the host's code the SDK, says nothing to the author.
function renderFrames(frames: readonly Frame[]): string {
  const shown = frames.filter(({ source }) => source?.startsWith(TOOL_SOURCES) !== true);
  const last = shown.findLastIndex(({ source }) => source !== undefined);
  return (last < 0 ? shown : shown.slice(0, last + 1)).map(({ text }) => text).join('\n');
}

function joinFolder(folder: string | undefined, file: string): string {
  return folder === undefined ? file : join(folder, file);
}

function parseSourceMap(text: string | undefined): SourceMap | undefined {
  if (text === undefined || text.length > LONGEST_MAP) return undefined;
  try {
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function findOriginal(map: SourceMap | undefined, line: number, column: number): Place | undefined {
  // The map counts from 0, the guest from 1.
  const entry = map?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalSource' in entry)) return undefined;
  const { originalSource: file, originalLine, originalColumn } = entry;
  if (typeof file !== 'string' || !Number.isSafeInteger(originalLine) || !Number.isSafeInteger(originalColumn)) return undefined;
  return { file, line: originalLine + 1, column: originalColumn + 1 };
}

// The bundler names what it took from elsewhere `npm:…` and `plexi-plugin/…`: the frame that called it says more.
function isOwnSource(file: string): boolean {
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|[\\/])/i.test(file) || file.startsWith(TOOL_SOURCES) || file.includes('\0');
  return !isElsewhere && !file.split(/[\\/]/).some((part) => part === '..' || part === 'node_modules');
}
