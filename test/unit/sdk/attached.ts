import type { Attachment, BoundaryValue, JsonValue, Place } from '../../../sdk/runtime-interface.ts';

/** Collects what a plugin attaches, and puts it where it belongs: what the host would see. */
export function createAttached(): { readonly attach: (place: Place, bytes: Uint8Array) => void; readonly putInto: (json: JsonValue | undefined) => BoundaryValue | undefined } {
  const attachments: Attachment[] = [];
  return {
    attach: (place, bytes) => void attachments.push([place, bytes]),
    putInto: (json) => (json === undefined ? undefined : putInto(json, attachments)),
  };
}

/** Puts attachments where they belong; fails where the JSON has not left a place for them. */
export function putInto(json: JsonValue, attachments: readonly Attachment[]): BoundaryValue {
  const around = { value: structuredClone(json) } as Record<string, unknown>;
  for (const [place, bytes] of attachments) {
    const keys = ['value', ...place];
    const last = keys.pop() ?? '';
    const parent = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], around) as Record<string, unknown>;
    if (parent[last] !== null) throw new Error(`there is no place for bytes at ${place.join('.')}`);
    parent[last] = bytes;
  }
  return around['value'] as BoundaryValue;
}
