import type { WebPiece } from './case.ts';
import { ABORT } from './cases/abort.ts';
import { BODIES } from './cases/bodies.ts';
import { EVENTS } from './cases/events.ts';
import { FETCHING } from './cases/fetching.ts';
import { INTERPRETER } from './cases/interpreter.ts';
import { INTL } from './cases/intl.ts';
import { STREAMS } from './cases/streams.ts';
import { TIMERS } from './cases/timers.ts';

/** Every piece of the web platform that plugins have. */
export const PIECES: readonly WebPiece[] = [TIMERS, ABORT, EVENTS, STREAMS, ...BODIES, FETCHING, ...INTERPRETER, INTL];
