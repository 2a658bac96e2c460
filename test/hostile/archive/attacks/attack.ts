import type { Edits } from '../../../helpers/archive-builder.ts';

/** An attack: what it does, the code it is refused with, and how the archive is built. */
export type Attack = readonly [title: string, code: string, edits: Edits];
