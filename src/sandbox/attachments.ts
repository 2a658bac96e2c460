import type { BoundaryValue, JsonValue, Place } from '../../sdk/runtime-interface.ts';
import { checkGivenDepth } from '../core/json/given-value.ts';
import { parseGuestJson } from '../core/json/parse-guest-json.ts';
import type { SandboxLimits } from '../core/limits/plugin-limits.ts';

/** The bytes of one message, beside its JSON. */
export interface Attachments {
  /** JSON: for each its size, and the place where the message's JSON has `null` for it. */
  readonly places: string;
  /** All of them, one after another. */
  readonly bytes: ArrayBuffer;
}

/** A value as it crosses. */
export interface Packed {
  readonly text: string;
  readonly attachments?: Attachments | undefined;
}

/** A value that a plugin sent, or why it was not read. */
export type Unpacked = { readonly value: BoundaryValue } | { readonly refused: string };

/** The limit that a message breaks on its way to the plugin. */
export function findBrokenLimit({ text, attachments }: Packed, { messageBytes, attachmentBytes }: Pick<SandboxLimits, 'messageBytes' | 'attachmentBytes'>): number | undefined {
  if (Buffer.byteLength(text) + Buffer.byteLength(attachments?.places ?? '') > messageBytes) return messageBytes;
  return attachments !== undefined && attachments.bytes.byteLength > attachmentBytes ? attachmentBytes : undefined;
}

interface Found {
  readonly place: Place;
  readonly bytes: Uint8Array;
}

/**
 * Takes the bytes out of a value, and makes JSON of the rest. Whoever gave them keeps theirs: these are copies.
 *
 * @throws RangeError or TypeError for what JSON cannot hold.
 */
export function packValue(value: BoundaryValue): Packed {
  const found: Found[] = [];
  const json = takeBytes(value, [], found);
  // What a host gives is its own affair: `undefined` is nothing.
  const text = (JSON.stringify(json) as string | undefined) ?? 'null';
  if (found.length === 0) return { text };
  const joined = new Uint8Array(found.reduce((size, { bytes }) => size + bytes.length, 0));
  let at = 0;
  for (const { bytes } of found) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return { text, attachments: { places: JSON.stringify(found.map(({ place, bytes }) => [bytes.length, place])), bytes: joined.buffer } };
}

// Most values have no bytes: they are walked, but not copied.
function takeBytes(given: BoundaryValue, place: (string | number)[], found: Found[]): BoundaryValue {
  if (typeof given !== 'object' || given === null) return given;
  if (given instanceof Uint8Array) {
    found.push({ place: [...place], bytes: given });
    return null;
  }
  checkGivenDepth(place.length);
  const value = readJson(given);
  if (typeof value !== 'object' || value === null) return value;
  let changed: Record<string, BoundaryValue> | undefined;
  const isList = Array.isArray(value);
  // What a list has beside its items does not cross, and so neither do bytes in there.
  for (const key of isList ? value.keys() : Object.keys(value)) {
    const part = (value as Readonly<Record<string | number, BoundaryValue>>)[key] ?? null;
    place.push(key);
    const left = takeBytes(part, place, found);
    place.pop();
    if (left === part) continue;
    changed ??= (isList ? [...(value as readonly BoundaryValue[])] : { ...(value as object) }) as Record<string, BoundaryValue>;
    changed[key] = left;
  }
  return changed ?? value;
}

// An object may have a word of its own for JSON: then it is that which has places for bytes.
function readJson(value: object): BoundaryValue {
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? (Reflect.apply(toJSON, value, []) as BoundaryValue) : (value as BoundaryValue);
}

/** Reads a value that a plugin sent, and puts its bytes back where they belong. All of it is hostile. */
export function unpackValue(text: string, attachments?: Attachments): Unpacked {
  const json = parseGuestJson(text);
  if (attachments === undefined || 'refused' in json) return json;
  const places = parseGuestJson(attachments.places);
  if ('refused' in places || !isLayout(places.value)) return { refused: 'it does not say where its bytes belong' };
  const sizes = places.value.map(([size]) => size);
  if (sizes.reduce((sum, size) => sum + size, 0) !== attachments.bytes.byteLength) return { refused: 'its bytes are not as many as it says' };
  return putBytes(json.value, places.value, attachments.bytes);
}

type Layout = readonly (readonly [size: number, place: Place])[];

function isLayout(value: JsonValue): value is Layout {
  return Array.isArray(value) && (value as readonly JsonValue[]).every((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2) return false;
    const [size, place] = entry as readonly JsonValue[];
    return Number.isSafeInteger(size) && Number(size) >= 0 && Array.isArray(place) && (place as readonly JsonValue[]).every(isKey);
  });
}

function isKey(value: JsonValue): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function putBytes(json: JsonValue, layout: Layout, joined: ArrayBuffer): Unpacked {
  // Around it, so that the whole is a part like any other.
  const around: { value: BoundaryValue } = { value: json };
  let start = 0;
  for (const [size, place] of layout) {
    // Memory of its own, so that nobody who keeps one of many small ones keeps them all.
    const bytes = new Uint8Array(layout.length === 1 ? joined : joined.slice(start, start + size));
    start += size;
    if (!putAt(around, ['value', ...place], bytes)) return { refused: 'its bytes belong where nothing is left out for them' };
  }
  return around;
}

// Only own properties are followed, and only `null` is replaced: a place that is named twice holds bytes by then.
function putAt(around: BoundaryValue, place: Place, bytes: Uint8Array): boolean {
  let at: BoundaryValue = around;
  for (const [index, key] of place.entries()) {
    if (typeof at !== 'object' || at === null || at instanceof Uint8Array || !Object.hasOwn(at, key)) return false;
    const parts = at as Record<string | number, BoundaryValue>;
    const part: BoundaryValue = parts[key] ?? null;
    if (index < place.length - 1) at = part;
    else if (part !== null) return false;
    else parts[key] = bytes;
  }
  return true;
}
