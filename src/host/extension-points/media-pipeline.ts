import type { MediaFrame } from '../../../sdk/kinds/media-processor.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Clock } from '../clock.ts';
import type { Extension, Extensions } from '../extensions.ts';
import { mediaType, PICTURE, SOUND, type FrameKind, type Picture, type Sound } from './media-frames.ts';
import { createMediaStream, type MediaStream } from './media-stream.ts';

/** Which stream is processed. */
export type MediaSource = Pick<MediaFrame, 'callId' | 'streamId' | 'userId'>;

/** Takes the sound and the pictures of calls through plugins. */
export interface MediaPipeline {
  /** Opens a stream of sound. */
  openAudio(source: MediaSource): MediaStream<Sound>;
  /** Opens a stream of pictures. */
  openVideo(source: MediaSource): MediaStream<Picture>;
}

/** What a pipeline is made from. */
export interface MediaPipelineOptions {
  readonly extensions: Extensions;
  readonly clock: Clock;
  /** How old a frame may become before it is passed on as it is, in milliseconds; default: 100. */
  readonly latestMs?: number;
  /** How many frames of a stream may wait; default: 8. */
  readonly longestQueue?: number;
  /** Takes why a plugin failed: the first time, and when it is left out from then on. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

// Of frames that nobody waits for any more: whoever takes as long is stuck.
const TIMEOUT_MS = 1_000;
const MOST_FAILURES = 3;

// The plugin goes, is gone, or comes back: nothing is wrong with its frames.
const AWAY: ReadonlySet<string> = new Set(['PLX4016', 'PLX4018', 'PLX4103', 'PLX4113']);

/**
 * Makes the pipeline of a host. Every stream goes through the processors that are enabled at the moment, by priority.
 *
 * A processor that fails, or changes the shape of a frame, is passed by: at once for that frame, and for the rest of the
 * stream after three frames in a row.
 */
export function createMediaPipeline({ extensions, clock, latestMs = 100, longestQueue = 8, onDiagnostic = () => undefined }: MediaPipelineOptions): MediaPipeline {
  function open<Frame>(kind: FrameKind<Frame>, source: MediaSource): MediaStream<Frame> {
    const failures = new Map<string, number>();

    async function attempt(extension: Extension, frame: Frame, sequence: number): Promise<Frame> {
      const { plugin, entry } = extension;
      const target = { plugin, entry, hook: kind.hook, timeoutMs: TIMEOUT_MS };
      const result = await extensions.invoke(target, [{ ...source, sequence, ...kind.write(frame) }]);
      return result === null ? frame : kind.read(result, frame, target);
    }

    function note(extension: Extension, failed: number, failure: Diagnostic): void {
      const { plugin } = extension;
      failures.set(keyOf(extension), failed);
      if (failed === 1) onDiagnostic(plugin, failure);
      if (failed === MOST_FAILURES) onDiagnostic(plugin, createDiagnostic('PLX4311', { plugin, stream: source.streamId, count: failed, problem: failure.message }));
    }

    async function pass(extension: Extension, frame: Frame, sequence: number): Promise<Frame> {
      const failed = failures.get(keyOf(extension)) ?? 0;
      if (failed >= MOST_FAILURES) return frame;
      try {
        const result = await attempt(extension, frame, sequence);
        failures.delete(keyOf(extension));
        return result;
      } catch (error) {
        if (!(error instanceof PlexiError)) throw error;
        const [failure] = error.diagnostics;
        if (!AWAY.has(failure.code)) note(extension, failed + 1, failure);
        return frame;
      }
    }

    return createMediaStream<Frame>({
      clock,
      latestMs,
      longestQueue,
      async run(frame, sequence, isWanted) {
        let current = frame;
        for (const extension of listProcessors(extensions, kind.name)) if (isWanted()) current = await pass(extension, current, sequence);
        return current;
      },
    });
  }

  return { openAudio: (source) => open(SOUND, source), openVideo: (source) => open(PICTURE, source) };
}

function listProcessors(extensions: Extensions, wanted: string): readonly Extension[] {
  const { type: media } = mediaType;
  return extensions.list({ contribution: media }).filter(({ contributions }) => contributions.some(({ type, name }) => type === media && name === wanted));
}

// Another version may do better.
function keyOf({ plugin, entry, source }: Extension): string {
  return `${plugin}\n${entry}\n${source.manifest.version}`;
}
