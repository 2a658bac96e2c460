import { readFileSync } from 'node:fs';

/** A case that went wrong once. */
export interface KnownSeed {
  readonly target: string;
  readonly seed: number;
  readonly showed: string;
}

/** Reads `seeds.txt`. */
export function readSeeds(): readonly KnownSeed[] {
  const lines = readFileSync(new URL('seeds.txt', import.meta.url), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, target, seed, showed] = /^(\w+) (\d+) (.+)$/.exec(line) ?? [];
    return target === undefined || showed === undefined ? [] : [{ target, seed: Number(seed), showed }];
  });
}
