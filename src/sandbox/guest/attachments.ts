import type { BoundaryValue, Place } from '../../../sdk/runtime-interface.ts';
import type { Attachments } from '../attachments.ts';
import { bufferOf, copyInto, createRecord, kindOf, lengthOf, NativeTypeError, NativeUint8Array, parse, stringify } from './primordials.ts';

/** Bytes on their way to the host, beside one message. */
export interface Parcel {
  /** Takes a copy: what becomes of the bytes later changes nothing. */
  readonly attach: (place: Place, bytes: Uint8Array) => void;
  /** All that was attached. */
  readonly close: () => Attachments | undefined;
}

/** Makes an empty parcel. */
export function createParcel(): Parcel {
  const copies = createRecord<Uint8Array<ArrayBuffer>>();
  let count = 0;
  let total = 0;
  let places = '';
  return {
    attach(place, bytes) {
      const copy = copyBytes(bytes);
      total += lengthOf(copy);
      places += `${count === 0 ? '' : ','}[${lengthOf(copy)},${stringify(place)}]`;
      copies[count++] = copy;
    },
    close() {
      const first = copies[0];
      if (first === undefined) return undefined;
      return { places: `[${places}]`, bytes: bufferOf(count === 1 ? first : join(copies, count, total)) };
    },
  };
}

function join(copies: Readonly<Record<number, Uint8Array<ArrayBuffer>>>, count: number, total: number): Uint8Array<ArrayBuffer> {
  const joined = new NativeUint8Array(total);
  let start = 0;
  for (let at = 0; at < count; at++) {
    const copy = copies[at] as Uint8Array<ArrayBuffer>;
    copyInto(joined, copy, start);
    start += lengthOf(copy);
  }
  return joined;
}

/** Reads what the host sent. Its bytes have memory of their own, as those that the plugin makes. */
export function unpack(text: string, places?: string, joined?: ArrayBuffer): BoundaryValue {
  const value = parse(text) as BoundaryValue;
  if (places === undefined || joined === undefined) return value;
  const layout = parse(places) as readonly { readonly 0: number; readonly 1: Place }[];
  let whole = value;
  let start = 0;
  for (let at = 0; at < layout.length; at++) {
    const { 0: size, 1: place } = layout[at] as (typeof layout)[number];
    const view = new NativeUint8Array(joined, start, size);
    start += size;
    whole = put(whole, place, layout.length === 1 ? view : copyBytes(view));
  }
  return whole;
}

// The host has written it: every step leads to a property that is there, and assigning asks no prototype.
function put(whole: BoundaryValue, place: Place, bytes: Uint8Array): BoundaryValue {
  const last = place.length - 1;
  if (last < 0) return bytes;
  let at = whole as Record<string | number, BoundaryValue>;
  for (let step = 0; step < last; step++) at = at[place[step] as string] as Record<string, BoundaryValue>;
  at[place[last] as string] = bytes;
  return whole;
}

// Views of shared memory, of memory that can shrink, and of memory that is gone end here.
function copyBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (kindOf(bytes) !== 'Uint8Array') throw new NativeTypeError('what is attached must be a Uint8Array');
  const copy = new NativeUint8Array(lengthOf(bytes));
  copyInto(copy, bytes, 0);
  return copy;
}
