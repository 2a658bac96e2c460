import { recognizeImage, type ImageFormat } from './recognize-image.ts';

/** What there is to know about a picture. */
export interface Picture {
  /** Absent when it is no format that hosts and stores show. */
  readonly format?: ImageFormat;
  /** Width and height, where the format says it in its first bytes. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What an SVG picture holds that could run or load something in a store's page. */
  readonly active?: string;
}

/** Looks into a picture. */
export function inspectPicture(bytes: Uint8Array): Picture {
  const format = recognizeImage(bytes);
  if (format === 'png') return { format, ...readPngSize(bytes) };
  if (format !== 'svg') return format === undefined ? {} : { format };
  const active = findActivePart(new TextDecoder().decode(bytes));
  return active === undefined ? { format } : { format, active };
}

// PNG (ISO/IEC 15948), 11.2.2: the header chunk comes first; width and height are its first eight bytes.
function readPngSize(bytes: Uint8Array): Pick<Picture, 'size'> {
  if (bytes.length < 24) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: { width: view.getUint32(16), height: view.getUint32(20) } };
}

const ACTIVE_PARTS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<script[\s>/]/i, 'a script'],
  [/<foreignObject[\s>/]/i, 'HTML ("foreignObject")'],
  [/\son[a-z]+\s*=/i, 'an event handler ("on…=")'],
  [/(?:javascript|vbscript)\s*:/i, 'a "javascript:" address'],
  [/(?:href|src)\s*=\s*["']?\s*(?:https?:)?\/\//i, 'an address of another server'],
  [/<!ENTITY/i, 'an entity definition'],
];

function findActivePart(text: string): string | undefined {
  return ACTIVE_PARTS.find(([pattern]) => pattern.test(text))?.[1];
}
