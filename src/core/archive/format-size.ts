const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** Writes a number of bytes for a person: `12.3 kB`. Decimal units, as disks and stores count. */
export function formatSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(value < 100 ? 1 : 0)} ${UNITS[power] ?? ''}`;
}
