import { StageTarget } from './stage-node.ts';

/** What tells that something is not wanted any more. */
export class StageAbortSignal extends StageTarget {
  aborted = false;
  reason: unknown;

  throwIfAborted(): void {
    if (this.aborted) throw this.reason instanceof Error ? this.reason : new Error(String(this.reason));
  }
}

/** Makes a signal, and sends it. */
export class StageAbortController {
  readonly signal = new StageAbortSignal();

  abort(reason: unknown = new Error('it was aborted')): void {
    const { signal } = this;
    if (signal.aborted) return;
    Object.assign(signal, { aborted: true, reason });
    signal.hear({ type: 'abort' }, false);
  }
}
