import { inClass, type BrokenKind } from './broken-plugin.ts';

const tool = (actions: string): string => inClass('Tool', `actions = ${actions} as never;`, ['defineAction']);
const action = (parameters: string, run: string, description = 'Does something useful.'): string =>
  tool(`{ act: defineAction({ description: '${description}', parameters: ${parameters}, run: ${run} }) }`);

export const brokenTools: BrokenKind = {
  kind: 'tool',
  code: 'PLX4315',
  plugins: [
    { what: 'has no action', code: tool('{}'), check: 'offers actions that can be understood', reason: 'it has no action' },
    { what: 'describes an action by its name', code: tool(`{ add_up: defineAction({ description: 'Add up.', parameters: { type: 'object', properties: {} }, run: () => 1 }) }`), check: 'offers actions that can be understood', reason: 'nothing but its name' },
    { what: 'requires what no parameter is', code: action(`{ type: 'object', properties: { text: { type: 'string' } }, required: ['txt'] }`, '() => 1'), check: 'offers actions that can be understood', reason: '"txt", which is not among its parameters' },
    { what: 'has a default that its schema refuses', code: action(`{ type: 'object', properties: { count: { type: 'integer', minimum: 1, default: 0 } } }`, '() => 1'), check: 'offers actions that can be understood', reason: 'which its schema refuses' },
    { what: 'takes for granted what is not required', code: action(`{ type: 'object', properties: { text: { type: 'string' } } }`, '({ text }: any) => text.length'), check: 'runs with whatever its schemas allow', reason: 'cannot read property' },
    { what: 'counts as far as anybody says', code: action(`{ type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] }`, '({ count }: any) => { let sum = 0; for (let at = 0; at < count; at++) sum += at; return sum; }'), check: 'runs with whatever its schemas allow', reason: 'PLX4001' },
    { what: 'returns bytes', code: action(`{ type: 'object', properties: {} }`, '() => new Uint8Array(3)'), check: 'runs with whatever its schemas allow', reason: 'must be JSON' },
    { what: 'keeps words in an object', code: action(`{ type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }`, '({ word }: any) => { const found: any = {}; (found[word] ??= []).push(1); return found[word]; }'), check: 'runs with whatever its schemas allow', reason: 'not a function' },
    { what: 'gives a parameter no type', code: action(`{ type: 'object', properties: { text: { description: 'The text.' } }, required: ['text'] }`, '({ text }: any) => text.trim()'), check: 'is safe from parameters of a wrong type', reason: 'not a function' },
  ],
};
