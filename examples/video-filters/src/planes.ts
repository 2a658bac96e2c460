import type { VideoFrame } from 'plexi-plugin/sdk';

/** A part of a picture: rows of pixels, each of so many bytes. */
export interface Plane {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: 1 | 2 | 4;
  /** Whether it holds colours without brightness, one pixel for each two by two of the picture. */
  readonly isColour: boolean;
}

/** Takes a picture apart. The planes share its bytes: changing them changes it. */
export function listPlanes({ data, width, height, format }: VideoFrame): readonly Plane[] {
  if (format === 'rgba') return [{ bytes: data, width, height, bytesPerPixel: 4, isColour: false }];
  const size = width * height;
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2), isColour: true };
  const halfSize = half.width * half.height;
  const brightness: Plane = { bytes: data.subarray(0, size), width, height, bytesPerPixel: 1, isColour: false };
  if (format === 'nv12') return [brightness, { ...half, bytes: data.subarray(size), bytesPerPixel: 2 }];
  return [brightness, { ...half, bytes: data.subarray(size, size + halfSize), bytesPerPixel: 1 }, { ...half, bytes: data.subarray(size + halfSize), bytesPerPixel: 1 }];
}
