import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { parseGuestJson } from '../json/parse-guest-json.ts';

/** The longest message that a frame may send, in UTF-16 units. */
export const LONGEST_FRAME_MESSAGE = 256 * 1024;

/** The longest message that a page sends to a frame, in UTF-16 units. */
export const LONGEST_PAGE_MESSAGE = 1024 * 1024;

/** CSS variables by name: `--plexi-color-text`. */
export type ThemeVariables = Readonly<Record<string, string>>;

/** What a page tells a frame. */
export type PageMessage =
  | { readonly type: 'start'; readonly component: string; readonly params: Readonly<Record<string, string>>; readonly context: JsonValue; readonly theme: ThemeVariables }
  | { readonly type: 'context'; readonly context: JsonValue }
  | { readonly type: 'theme'; readonly theme: ThemeVariables }
  | { readonly type: 'params'; readonly params: Readonly<Record<string, string>> }
  | { readonly type: 'message'; readonly data: JsonValue }
  | { readonly type: 'result'; readonly id: number; readonly value: JsonValue }
  | { readonly type: 'failure'; readonly id: number; readonly code: string; readonly message: string };

/** What a frame tells its page. */
export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'size'; readonly height: number }
  | { readonly type: 'action'; readonly id: number; readonly action: string; readonly data: JsonValue }
  | { readonly type: 'refresh'; readonly id: number }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'crash'; readonly message: string };

/** A message that was read, or why it was not. */
export type ParsedMessage = { readonly message: FrameMessage } | { readonly refused: string };

/** The tallest a frame may ask to be, in CSS pixels. */
export const TALLEST_FRAME = 10_000;

/**
 * Parses what came out of a frame, which is whatever a plugin wants it to be.
 *
 * Only text is taken: its size is known before anything is done with it, and no object of the frame comes with it.
 */
export function parseFrameMessage(data: unknown): ParsedMessage {
  if (typeof data !== 'string') return { refused: 'it is not a text' };
  if (data.length > LONGEST_FRAME_MESSAGE) return { refused: `it has more than ${LONGEST_FRAME_MESSAGE} characters` };
  const json = parseGuestJson(data);
  if ('refused' in json) return json;
  const message = readMessage(json.value);
  return message === undefined ? { refused: 'it is none of the messages there are' } : { message };
}

// What is read is copied field by field: a message holds nothing that its type does not name.
function readMessage(value: JsonValue): FrameMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, id, height, action, data = null, message } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'size':
      return typeof height === 'number' && height >= 0 ? { type, height: Math.min(Math.ceil(height), TALLEST_FRAME) } : undefined;
    case 'action':
      return isId(id) && typeof action === 'string' && action !== '' && action.length <= 100 ? { type, id, action, data } : undefined;
    case 'refresh':
      return isId(id) ? { type, id } : undefined;
    case 'problem':
    case 'crash':
      return typeof message === 'string' ? { type, message: message.slice(0, 2_000) } : undefined;
    default:
      return undefined;
  }
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Turns a message for a frame into text; `undefined` when it is too long. */
export function encodePageMessage(message: PageMessage): string | undefined {
  const text = JSON.stringify(message);
  return text.length > LONGEST_PAGE_MESSAGE ? undefined : text;
}
