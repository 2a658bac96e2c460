import { DEFAULT_PRIORITY } from '../core/dependencies/dependency-node.ts';
import type { Delivery, HostedEvent } from './delivery.ts';
import type { PluginSlot } from './plugin-slot.ts';
import { within } from './within.ts';

/**
 * Brings an event to plugins. Those with a lower priority number see it first: the others get it when those have dealt
 * with it. Plugins of one priority get it at the same time.
 *
 * @param start - Settles when anybody may see it.
 * @param longestMs - How long a plugin may hold up those behind it.
 */
export async function dispatchEvent(event: HostedEvent, slots: readonly PluginSlot[], longestMs: number, start?: Promise<unknown>): Promise<readonly Delivery[]> {
  let before = start;
  const deliveries: Promise<readonly Delivery[]>[] = [];
  const groups = groupByPriority(slots);
  for (const [index, group] of groups.entries()) {
    // Handed over at once, so that no plugin sees two events of one lane in another order: they wait in its queue.
    const turn = before;
    const delivered = group.map((slot) => slot.deliver(event, turn));
    deliveries.push(...delivered);
    if (index < groups.length - 1) before = within(longestMs, Promise.all([turn, ...delivered]));
  }
  return (await Promise.all(deliveries)).flat();
}

function groupByPriority(slots: readonly PluginSlot[]): readonly (readonly PluginSlot[])[] {
  const groups = new Map<number, PluginSlot[]>();
  for (const slot of slots) {
    const { priority = DEFAULT_PRIORITY } = slot.version.source.manifest;
    const group = groups.get(priority);
    if (group === undefined) groups.set(priority, [slot]);
    else group.push(slot);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
