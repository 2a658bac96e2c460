import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { TemplateName } from '../core/manifest/kinds.ts';

/**
 * Says what the plugin of a template does.
 *
 * @throws {@link PlexiError} `PLX6005` when the template is not there.
 */
export function readDescription(toolRoot: string, template: TemplateName): string {
  try {
    const manifest = JSON.parse(readFileSync(join(toolRoot, 'templates', template, 'plugin.json'), 'utf8')) as { readonly description: string };
    return manifest.description;
  } catch (error) {
    return fail('PLX6005', { template }, { cause: error });
  }
}
