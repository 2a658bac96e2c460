/** A format of pictures that hosts and stores show. */
export type ImageFormat = 'png' | 'svg' | 'webp';

/** Tells the format of a picture by its first bytes; `undefined` when it is none of them. */
export function recognizeImage(bytes: Uint8Array): ImageFormat | undefined {
  // Not `latin1` of TextDecoder: that is windows-1252, which Node.js 22 and later take at its word.
  const text = String.fromCharCode(...bytes.subarray(0, 1024));
  // PNG (ISO/IEC 15948), clause 5.2; WebP container specification, "WebP File Header".
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/.test(text) ? 'svg' : undefined;
}
