import type { AudioFrame } from 'plexi-plugin/sdk';

/** Changes the sound of one stream in place, frame by frame; what it remembers is that stream's alone. */
export type Effect = (frame: AudioFrame) => void;

/** Every effect, by the name that people write. */
export const EFFECTS = {
  off: () => () => undefined,
  robot: createRobot,
  radio: createRadio,
  echo: createEcho,
} as const satisfies Readonly<Record<string, () => Effect>>;

export type EffectName = keyof typeof EFFECTS;

export function isEffectName(text: string): text is EffectName {
  return Object.hasOwn(EFFECTS, text);
}

/** A hum of 60 Hz that takes the voice's place. */
function createRobot(): Effect {
  return ({ samples, sampleRate, channels, timestamp }) => {
    const begin = (timestamp / 1_000) * sampleRate;
    change(samples, (sample, at) => sample * Math.sin((2 * Math.PI * 60 * (begin + Math.floor(at / channels))) / sampleRate));
  };
}

/** No bass, and a loudspeaker that cannot follow. */
function createRadio(): Effect {
  const before = [0, 0];
  return ({ samples, channels }) => {
    change(samples, (sample, at) => {
      const difference = sample - (before[at % channels] ?? 0);
      before[at % channels] = sample;
      return Math.max(-9_000, Math.min(9_000, difference * 4));
    });
  };
}

/** What was said a quarter of a second ago, half as loud, again and again. */
function createEcho(): Effect {
  let past = new Int16Array();
  let at = 0;
  return ({ samples, sampleRate, channels }) => {
    const length = Math.floor(sampleRate / 4) * channels;
    if (past.length !== length) past = new Int16Array(length);
    change(samples, (sample) => {
      const heard = limit(sample + (past[at] ?? 0) / 2);
      past[at] = heard;
      at = (at + 1) % length;
      return heard;
    });
  };
}

function change(samples: Int16Array, toSound: (sample: number, at: number) => number): void {
  for (let at = 0; at < samples.length; at++) samples[at] = limit(toSound(samples[at] ?? 0, at));
}

function limit(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}
