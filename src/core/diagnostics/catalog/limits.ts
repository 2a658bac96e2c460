import { defineProblems } from '../define-problems.ts';

/** What manifests ask for in `limits`: PLX1240 to PLX1249; limits that a host keeps: PLX4500 to PLX4509. */
export const limitProblems = defineProblems({
  PLX1240: {
    severity: 'warning',
    message: 'the limit "{name}" is of no use without the permission "{permission}"',
    hint: 'add {line} to the permissions, or remove the limit',
    why: 'The manifest asks for more of something than the default, or for less, and does not ask to be allowed to use it at all. Whoever installs the plugin would wonder what it is for.',
    fix: 'Add the permission if the code needs it; `plexi-plugin validate --fix` knows. If not, remove the key from `limits`.',
  },
  PLX4500: {
    severity: 'warning',
    message: '"{plugin}" asks for {asked} in "{name}", and this host gives it {got}',
    hint: 'raise the cap of the host, or give this plugin more with the option "limits" of loadPlugin',
    why: 'A manifest may ask for more than the default, up to the cap that the host has set with `limitCaps`. The plugin runs, with less than its author thinks it needs.',
    fix: 'Nothing, if the plugin works. If it breaks its limits, decide whether it shall have more: `limitCaps` is for all plugins, `limits` of `loadPlugin` for one. `getPlugin(name).limits` shows what it has.',
  },
  PLX4501: {
    severity: 'warning',
    message: '"{plugin}" uses the permission "{permission}" at a rate of more than {perSecond} per second, after a burst of {burst}: calls are refused',
    hint: 'find out whether the plugin should do so much; if it should, raise the rate with the option "callRates" of createPluginManager',
    why: 'How often a plugin may use a permission is limited, so that one that has run wild does not fill channels or wear out a service. The call fails with `RATE_LIMITED`, whose `details` say in `retryAfterMs` when to try again. The plugin lives on. This is reported once a minute for each permission.',
    fix: 'As the author: do less at once, or wait as long as `retryAfterMs` says. As the host: raise the rate of the permission if the plugin does what it should.',
  },
  PLX4502: {
    severity: 'warning',
    message: '"{plugin}" sends more than {limit} bytes per minute to servers: requests are refused',
    hint: 'find out what it sends; if it should, give it more in "sentBytesPerMinute"',
    why: 'Whatever a plugin can read it could also send away, and traffic costs money. The request fails with `RATE_LIMITED`, whose `details` say in `retryAfterMs` when to try again. The plugin lives on. This is reported once a minute.',
    fix: 'As the author: send less, or ask for more with `"limits": { "sent_mb_per_minute": 256 }`. As the host: `loadPlugin(source, { limits: { sentBytesPerMinute } })`.',
  },
});
