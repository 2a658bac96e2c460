import { CONTRIBUTIONS, addContribution, type Contributor } from './contribution.ts';
import { context, type PluginContext } from './context.ts';

/** The name of a service: of a capability that a plugin receives. */
export type ServiceName = keyof PluginContext;

/**
 * Declares which services of the host a plugin works with, and gives exactly these.
 *
 * A host that loads the plugin refuses it when its manifest asks for no permission with which a declared service could be used,
 * so that the mistake shows at once and not when the service is used for the first time. Plugins that declare nothing may use
 * what they like.
 *
 * @param plugin - The plugin that is being made: `this`, in a field.
 * @param names - The services.
 * @returns These services, and no others.
 * @throws TypeError when there is no such service.
 *
 * @example
 * ```ts
 * import { declareServices, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Echo extends MessageProcessor {
 *   readonly #services = declareServices(this, 'messages', 'analytics');
 *
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const { messages, analytics } = this.#services;
 *     if (!message.content.startsWith('!echo ')) return;
 *     await messages.reply(message, message.content.slice(6));
 *     analytics.track('echoed');
 *   }
 * }
 * ```
 */
export function declareServices<const Names extends readonly ServiceName[]>(plugin: Contributor, ...names: Names): Pick<PluginContext, Names[number]> {
  for (const name of names) {
    if (!Object.hasOwn(context, name)) throw new TypeError(`there is no service "${name as string}"; there are ${Object.keys(context).join(', ')}`);
    const isDeclared = plugin[CONTRIBUTIONS].some((each) => each.type === 'service' && each.name === name);
    if (!isDeclared) addContribution(plugin, { type: 'service', name, options: {}, run: () => undefined });
  }
  return Object.freeze(Object.fromEntries(names.map((name) => [name, context[name]]))) as Pick<PluginContext, Names[number]>;
}
