import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { PluginResult } from '../boundary.ts';
import type { HookTarget } from '../extensions.ts';
import type { Shape } from './shape.ts';

/** Which hook of which plugin returned something. */
export type ResultSource = Pick<HookTarget, 'plugin' | 'hook'>;

/**
 * Reads what a hook returned.
 *
 * @throws {@link PlexiError} `PLX4301` when it has another shape.
 */
export function readResult<Value>(shape: Shape<Value>, result: PluginResult | undefined, { plugin, hook }: ResultSource): Value {
  return shape(result, { path: '', refuse: (problem) => fail('PLX4301', { plugin, hook, problem }) });
}
