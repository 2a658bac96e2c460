import { defineMethod } from './method.ts';
import { json, text } from './parse-params.ts';

/** A plugin's own settings. */
export const configMethods = {
  'config.all': defineMethod({}, (_, { config }) => Promise.resolve(config.values)),
  'config.set': defineMethod({ name: text({ max: 256 }), value: json }, async ({ name, value }, { config }) => {
    await config.setByPlugin(name, value);
    return null;
  }),
};
