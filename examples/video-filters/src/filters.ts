import type { VideoFrame } from 'plexi-plugin/sdk';
import { listPlanes, type Plane } from './planes.ts';

/** How a filter is wanted. */
export interface FilterOptions {
  /** How many pixels wide and high squares are. */
  readonly square: number;
}

/** Changes a picture in place. */
export type Filter = (frame: VideoFrame, options: FilterOptions) => void;

/** Every filter, by the name that people write. */
export const FILTERS = {
  off: () => undefined,
  grey: (frame) => { for (const plane of listPlanes(frame)) removeColour(plane); },
  mirror: (frame) => { for (const plane of listPlanes(frame)) mirror(plane); },
  squares: (frame, { square }) => {
    for (const plane of listPlanes(frame)) fillSquares(plane, plane.isColour ? Math.ceil(square / 2) : square);
  },
} as const satisfies Readonly<Record<string, Filter>>;

export type FilterName = keyof typeof FILTERS;

export function isFilterName(text: string): text is FilterName {
  return Object.hasOwn(FILTERS, text);
}

function removeColour({ bytes, bytesPerPixel, isColour }: Plane): void {
  if (isColour) bytes.fill(128);
  if (bytesPerPixel !== 4) return;
  for (let at = 0; at < bytes.length; at += 4) {
    // How bright the eye finds red, green and blue.
    const grey = ((bytes[at] ?? 0) * 77 + (bytes[at + 1] ?? 0) * 150 + (bytes[at + 2] ?? 0) * 29) >> 8;
    bytes[at] = bytes[at + 1] = bytes[at + 2] = grey;
  }
}

// Whole pixels, so that the interpreter turns a row around in one step.
const PIXELS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

function mirror({ bytes, width, height, bytesPerPixel }: Plane): void {
  const rowLength = width * bytesPerPixel;
  for (let start = 0; start < height * rowLength; start += rowLength) {
    const row = bytes.slice(start, start + rowLength);
    new PIXELS[bytesPerPixel](row.buffer).reverse();
    bytes.set(row, start);
  }
}

/** Fills each square with its first pixel. */
function fillSquares({ bytes, width, height, bytesPerPixel }: Plane, square: number): void {
  const rowLength = width * bytesPerPixel;
  for (let y = 0; y < height; y++) {
    const top = y - (y % square);
    if (top !== y) {
      bytes.copyWithin(y * rowLength, top * rowLength, (top + 1) * rowLength);
      continue;
    }
    for (let x = 0; x < width; x++) {
      const from = y * rowLength + (x - (x % square)) * bytesPerPixel;
      bytes.copyWithin(y * rowLength + x * bytesPerPixel, from, from + bytesPerPixel);
    }
  }
}
