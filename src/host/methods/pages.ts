import { defineMethod } from './method.ts';
import { json, optional, text } from './parse-params.ts';

const userId = optional(text({ max: 128 }));

/** Pushing to the plugin's own frames: no parameter names another plugin. */
export const pageMethods = {
  'pages.push': defineMethod({ data: json, userId }, ({ data, userId }, { plugin, pages }) => {
    pages.push({ type: 'message', plugin, data, ...(userId !== undefined && { userId }) });
    return Promise.resolve(null);
  }),
  'pages.refresh': defineMethod({ userId }, ({ userId }, { plugin, pages }) => {
    pages.push({ type: 'refresh', plugin, ...(userId !== undefined && { userId }) });
    return Promise.resolve(null);
  }),
};
