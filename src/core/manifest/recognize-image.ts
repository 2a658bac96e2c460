/** A format of pictures that hosts and stores show. */
export type ImageFormat = 'png' | 'svg' | 'webp';

/** Tells the format of a picture by its first bytes; `undefined` when it is none of them. */
export function recognizeImage(bytes: Uint8Array): ImageFormat | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  // PNG (ISO/IEC 15948), clause 5.2; WebP container specification, "WebP File Header".
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/.test(text) ? 'svg' : undefined;
}
