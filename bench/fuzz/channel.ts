import { attackFrames } from './channel/attack-frames.ts';
import { createGuestUnderAttack } from './channel/attack-guest.ts';
import { attackHost } from './channel/attack-host.ts';
import { attackReaders } from './channel/attack-readers.ts';
import type { FuzzTarget } from './target.ts';

/** The channel between a host and its plugins, from both ends. Of a hundred cases, two are given to a plugin that runs. */
export const channel: FuzzTarget = {
  name: 'channel',
  open() {
    const guest = createGuestUnderAttack();
    return {
      async attack(choices) {
        const part = choices.below(100);
        if (part < 50) await attackHost(choices);
        else if (part < 65) await attackFrames(choices);
        else if (part < 98) attackReaders(choices);
        else await guest.attack(choices);
      },
      close: () => guest.close(),
    };
  },
};
