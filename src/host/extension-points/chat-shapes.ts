import { jsonObject, list, number, object, oneOf, optional, text, type Shaped } from './shape.ts';

/** How models are named: as providers name theirs, and never with spaces or controls. */
export const MODEL_ID = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/;

const description = { name: optional(text({ min: 1, max: 100 })), description: optional(text({ max: 500 })), contextTokens: optional(number({ min: 1, whole: true })) };

/** What a provider says about a model in its code. */
export const modelOptions = object(description);

/** What a provider says about a model when it is asked. */
export const models = list(object({ id: text({ max: 128, pattern: MODEL_ID, called: 'the id of a model' }), ...description }), 1_000);

const tokens = number({ min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
const toolCall = object({ id: text({ min: 1, max: 200 }), name: text({ min: 1, max: 200 }), arguments: jsonObject });

// A piece crosses as one message, which has a limit of its own.
const content = text({ max: Infinity });
const rest = {
  toolCalls: optional(list(toolCall, 128)),
  finishReason: optional(oneOf('stop', 'length', 'tool-calls', 'content-filter')),
  usage: optional(object({ promptTokens: tokens, completionTokens: tokens })),
};

/** A whole answer. */
export const completion = object({ content, ...rest });

/** A piece of an answer. */
export const delta = object({ content: optional(content), ...rest });

/** A model that was described. */
export type ModelOptions = Shaped<typeof modelOptions>;
/** A whole answer that was checked. */
export type Completion = Shaped<typeof completion>;
/** A piece of an answer that was checked. */
export type Delta = Shaped<typeof delta>;
