import type { Painter } from '../diagnostics/render-diagnostic.ts';

/** Renders what one step of the quickstart printed, and how long it took. */
export function renderQuickstartStep(output: string, durationMs: number, paint: Painter): string {
  const lines = output.split('\n').map((line) => `  ${line}`.trimEnd());
  return `${lines.join('\n')}\n  ${paint.faint(formatSeconds(durationMs))}\n`;
}

/** Renders the end of the quickstart. */
export function renderQuickstart({ directory, steps, durationMs }: { readonly directory?: string; readonly steps: readonly unknown[]; readonly durationMs: number }): string {
  const kept =
    directory === undefined
      ? 'To keep what is made, give a folder: plexi-plugin quickstart DIR'
      : `Everything is in ${directory}; with PLEXI_HOME=${directory} the commands use its keys and registry`;
  return `From nothing to an installed plugin: ${steps.length} steps in ${formatSeconds(durationMs)}\n${kept}`;
}

function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
