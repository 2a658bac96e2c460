const LOUDEST = 32_767;
const MOST = 8;
const SLOWNESS = 20;

/** How much one voice is amplified: follows its loudness slowly, so that nobody hears it change. */
export class Gain {
  #gain = 1;

  /** Amplifies samples in place. @param loudness - In hundredths of the loudest. */
  apply(samples: Int16Array, loudness: number): void {
    const now = measureLoudness(samples);
    if (now === 0) return;
    const wanted = Math.min(MOST, ((loudness / 100) * LOUDEST) / now);
    this.#gain += (wanted - this.#gain) / SLOWNESS;
    for (let at = 0; at < samples.length; at++) {
      samples[at] = Math.max(-LOUDEST, Math.min(LOUDEST, Math.round((samples[at] ?? 0) * this.#gain)));
    }
  }
}

function measureLoudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
