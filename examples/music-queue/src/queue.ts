/** A track that waits. */
export interface Track {
  /** The id of the message that asked for it. */
  readonly id: string;
  /** What the host is to play. */
  readonly source: string;
  readonly votes: readonly string[];
}

/** What one channel plays, and what it plays next. */
export interface Queue {
  readonly playing?: { readonly streamId: string; readonly source: string; readonly skips: readonly string[] };
  readonly waiting: readonly Track[];
}

export const EMPTY: Queue = { waiting: [] };

/** Adds a track, with the vote of whoever asked for it; one that is there already is not added again. */
export function addTrack(queue: Queue, { id, source, by }: { readonly id: string; readonly source: string; readonly by: string }): Queue {
  if (queue.waiting.some((track) => track.id === id)) return queue;
  return sort({ ...queue, waiting: [...queue.waiting, { id, source, votes: [by] }] });
}

/** Gives somebody's vote to the track at a place, from 1; nobody has two. */
export function vote(queue: Queue, place: number, by: string): Queue {
  return sort({ ...queue, waiting: queue.waiting.map((track, at) => (at === place - 1 ? { ...track, votes: unite(track.votes, by) } : track)) });
}

/** Counts somebody who does not want to hear the track that is played. */
export function addSkip(queue: Queue, by: string): Queue {
  return queue.playing === undefined ? queue : { ...queue, playing: { ...queue.playing, skips: unite(queue.playing.skips, by) } };
}

export function renderQueue({ playing, waiting }: Queue): string {
  const lines = waiting.map(({ source, votes }, at) => `${at + 1}. ${source} (${votes.length})`);
  return [...(playing === undefined ? [] : [`Now: ${playing.source}`]), ...lines].join('\n') || 'The queue is empty. Add something: !play SOURCE';
}

// The sort is stable: of two with as many votes, the one that was there first comes first.
function sort(queue: Queue): Queue {
  return { ...queue, waiting: queue.waiting.toSorted((a, b) => b.votes.length - a.votes.length) };
}

function unite(people: readonly string[], person: string): readonly string[] {
  return people.includes(person) ? people : [...people, person];
}
