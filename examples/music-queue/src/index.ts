import { MediaProcessor, onEvent, type CallEvent, type Message, type MessageEvent, type StreamEvent } from 'plexi-plugin/sdk';
import { addSkip, addTrack, EMPTY, renderQueue, vote, type Queue } from './queue.ts';

const LONGEST_SOURCE = 500;

/** Plays what people ask for in the call of their channel, in the order of the votes. */
export default class MusicQueue extends MediaProcessor {
  @onEvent('message.received')
  async answer({ message }: MessageEvent): Promise<void> {
    const [command = '', argument = ''] = message.content.trim().split(/\s+/);
    const reply = await this.#run(command, argument, message);
    if (reply !== undefined) await this.messages.reply(message, reply);
  }

  override async onCallStarted({ call }: CallEvent): Promise<void> {
    if (call.channelId !== undefined) await this.#playNext(call.channelId);
  }

  override async onStreamEnded({ call: { channelId }, stream }: StreamEvent): Promise<void> {
    if (channelId === undefined || (await this.#read(channelId)).playing?.streamId !== stream.id) return;
    await this.#playNext(channelId);
  }

  override async onCallEnded({ call: { channelId } }: CallEvent): Promise<void> {
    if (channelId !== undefined) await this.#change(channelId, ({ waiting }) => ({ waiting }));
  }

  async #run(command: string, argument: string, { id, channelId, authorId }: Message): Promise<string | undefined> {
    switch (command) {
      case '!play':
        return this.#add(channelId, { id, source: argument, by: authorId });
      case '!vote':
        return renderQueue(await this.#change(channelId, (queue) => vote(queue, Number(argument), authorId)));
      case '!skip':
        return this.#skip(channelId, authorId);
      case '!queue':
        return renderQueue(await this.#read(channelId));
    }
  }

  async #add(channelId: string, track: { readonly id: string; readonly source: string; readonly by: string }): Promise<string> {
    if (track.source === '' || track.source.length > LONGEST_SOURCE) return 'Say what to play: !play SOURCE';
    const longest = await this.config.get('longest_queue');
    if ((await this.#read(channelId)).waiting.length >= longest) return `No more than ${longest} may wait.`;
    const { playing } = await this.#change(channelId, (queue) => addTrack(queue, track));
    if (playing === undefined) await this.#playNext(channelId);
    return renderQueue(await this.#read(channelId));
  }

  async #skip(channelId: string, person: string): Promise<string> {
    const wanted = await this.config.get('skip_votes');
    const { playing } = await this.#change(channelId, (queue) => addSkip(queue, person));
    if (playing === undefined) return 'Nothing is played.';
    if (playing.skips.length < wanted) return `${playing.skips.length} of ${wanted} want to skip ${playing.source}.`;
    await this.calls.stop(playing.streamId);
    await this.#playNext(channelId);
    return renderQueue(await this.#read(channelId));
  }

  /** Begins the next track, where there is a call to play it in. */
  async #playNext(channelId: string): Promise<void> {
    const call = (await this.calls.list()).find((each) => each.channelId === channelId);
    const [next] = (await this.#read(channelId)).waiting;
    const stream = call && next && (await this.calls.play(call.id, next.source));
    await this.#change(channelId, ({ waiting }) => {
      if (stream === undefined) return { waiting };
      return { playing: { streamId: stream.id, source: stream.source, skips: [] }, waiting: waiting.filter(({ id }) => id !== next?.id) };
    });
  }

  async #read(channelId: string): Promise<Queue> {
    return (await this.storage.get<Queue>(`queue/${channelId}`)) ?? EMPTY;
  }

  async #change(channelId: string, change: (queue: Queue) => Queue): Promise<Queue> {
    return this.storage.update<Queue>(`queue/${channelId}`, (queue = EMPTY) => change(queue));
  }
}
