import type { OpenHost } from '../integration/host/open-host.ts';

/** Lets users write what a transcript of a guide says they wrote; returns the transcript of what really happened. */
export async function playTranscript(transcript: string, { chat, manager }: OpenHost): Promise<string> {
  for (const said of transcript.split('\n').filter((each) => each !== '' && !each.startsWith('plugin '))) {
    const [, authorId = '', content = ''] = /^(\w+)\s+(.*)$/.exec(said) ?? [];
    await chat.send({ channelId: 'general', authorId, content });
    await manager.settled();
  }
  return chat.messages('general').map(({ authorId, content }) => `${(authorId.startsWith('plugin:') ? 'plugin' : authorId).padEnd(6)} ${content}\n`).join('');
}
