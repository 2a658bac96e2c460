import parseExpression from 'spdx-expression-parse';
import identifiers from 'spdx-license-ids/index.json' with { type: 'json' };
import { findSimilar } from '../../diagnostics/find-similar.ts';

/** What a manifest says about its licence. */
export type License =
  | { readonly kind: 'spdx'; readonly expression: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

/** Reads the manifest's `license`; `undefined` when no program would know it. */
export function parseLicense(text: string): License | undefined {
  if (text === 'UNLICENSED') return { kind: 'none' };
  const [, path] = /^SEE LICEN[CS]E IN (.+)$/.exec(text) ?? [];
  if (path !== undefined) return { kind: 'file', path };
  try {
    parseExpression(text);
    return { kind: 'spdx', expression: text };
  } catch {
    return undefined;
  }
}

const ALIASES: Readonly<Record<string, string>> = {
  apache: 'Apache-2.0',
  apache2: 'Apache-2.0',
  bsd: 'BSD-3-Clause',
  cc0: 'CC0-1.0',
  publicdomain: 'CC0-1.0',
  gpl: 'GPL-3.0-only',
  gpl2: 'GPL-2.0-only',
  gplv2: 'GPL-2.0-only',
  gpl3: 'GPL-3.0-only',
  gplv3: 'GPL-3.0-only',
  agpl: 'AGPL-3.0-only',
  agplv3: 'AGPL-3.0-only',
  lgpl: 'LGPL-3.0-only',
  lgplv3: 'LGPL-3.0-only',
  mpl: 'MPL-2.0',
  mpl2: 'MPL-2.0',
  proprietary: 'UNLICENSED',
  commercial: 'UNLICENSED',
  none: 'UNLICENSED',
  private: 'UNLICENSED',
};

/** Guesses which licence a text that is no expression means. */
export function suggestLicense(text: string): string | undefined {
  const short = text.replace(/\b(?:the|licen[cs]e|version)\b/gi, '').trim();
  const alias = short.toLowerCase().replace(/[\s.-]+/g, '');
  return Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : findSimilar(short.replace(/\s+/g, '-'), [...identifiers, 'UNLICENSED']);
}
