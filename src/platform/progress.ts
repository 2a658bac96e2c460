import type { ProgressStep } from './platform.ts';

const QUIET: ProgressStep = { update: () => undefined, end: () => undefined };
const SHOW_AFTER_MS = 1_000;
const REDRAW_EVERY_MS = 100;
const WIDTH = 24;

/** Shows a bar on standard error once a step has taken over a second; nothing where that is no terminal. */
export function startProgress(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressStep {
  if (!stream.isTTY) return QUIET;
  const started = performance.now();
  let drawn = 0;
  return {
    update(done) {
      const now = performance.now();
      if (now - started < SHOW_AFTER_MS || now - drawn < REDRAW_EVERY_MS) return;
      drawn = now;
      const filled = Math.round(Math.min(1, Math.max(0, done)) * WIDTH);
      const bar = `${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}`;
      stream.write(`\r${label} [${bar}] ${String(Math.round(done * 100)).padStart(3)}%`);
    },
    end() {
      if (drawn > 0) stream.write(`\r${' '.repeat(label.length + WIDTH + 8)}\r`);
    },
  };
}
