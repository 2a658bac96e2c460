const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** A number of bytes for people: `812 bytes`, `11.4 kB`, `151 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be shown as 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${value === 1 && unit === 0 ? 'byte' : (UNITS[unit] ?? '')}`;
}
