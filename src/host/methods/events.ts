import { EVENT_WORDS } from '../../core/events/event-names.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { defineMethod } from './method.ts';
import { data, text, type ParamParser } from './parse-params.ts';

const words: ParamParser<string> = (value, name) => {
  const given = text({ max: 100 })(value, name);
  if (EVENT_WORDS.test(given)) return given;
  throw new HostCallError('INVALID_ARGUMENT', `${name} must be words with ".", "_" or "-" between them, such as "forecast.changed"`);
};

/** A plugin's own events. It tells them under its own name, whatever it says. */
export const eventMethods = {
  'events.emit': defineMethod({ name: words, data }, ({ name, data }, { plugin, events }) => events.tell(plugin, `${plugin}:${name}`, data)),
};
