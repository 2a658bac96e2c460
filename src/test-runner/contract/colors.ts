/** A colour: red, green and blue, from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number];

/** Reads a colour of CSS; `undefined` for what is translucent, or written in a way that this does not know. */
export function parseColor(text: string): Color | undefined {
  const value = text.trim().toLowerCase();
  return parseHex(value) ?? parseRgb(value) ?? parseHsl(value) ?? parseHex(NAMES[value] ?? '');
}

/** How much two colours differ in brightness, from 1 to 21: WCAG 2.2, "contrast ratio". */
export function measureContrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parseHex(value: string): Color | undefined {
  const [, digits] = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:f|ff)?$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const size = digits.length / 3;
  const read = (at: number): number => Number.parseInt(digits.slice(at * size, (at + 1) * size).repeat(2 / size), 16) / 255;
  return [read(0), read(1), read(2)];
}

function parseRgb(value: string): Color | undefined {
  const parts = /^rgb\(\s*([\d.]+)\s*[,\s]\s*([\d.]+)\s*[,\s]\s*([\d.]+)\s*\)$/.exec(value)?.slice(1).map((part) => Math.min(255, Number(part)) / 255);
  return parts && [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}

function parseHsl(value: string): Color | undefined {
  const parts = /^hsl\(\s*([\d.]+)(?:deg)?\s*[,\s]\s*([\d.]+)%\s*[,\s]\s*([\d.]+)%\s*\)$/.exec(value)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [hue = 0, ...percents] = parts;
  const [saturation = 0, lightness = 0] = percents.map((percent) => percent / 100);
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const read = (offset: number): number => {
    const at = (offset + hue / 30) % 12;
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return [read(0), read(8), read(4)];
}

const NAMES: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff', red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00', gray: '#808080', grey: '#808080', silver: '#c0c0c0', navy: '#000080' };
