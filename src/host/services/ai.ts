import type { Providers } from '../extension-points/providers.ts';

/** The AI models that plugins may ask: those of provider plugins, unless the host program brings its own. */
export type AiService = Providers;
