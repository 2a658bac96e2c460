import { inClass, type BrokenKind } from './broken-plugin.ts';

const channel = (send: string, recipient = `{ type: 'object', properties: { to: { type: 'string', minLength: 1 } }, required: ['to'] }`): string =>
  inClass('NotificationChannel', `deliveryChannels = { post: { title: 'Post', recipient: ${recipient} } } as never;\nasync send({ recipient, title, body }: any): Promise<any> {\n  void recipient; void title; void body;\n${send}\n}`);
const post = (rest: string): string => channel(`const response = await fetch('https://post.example.com/send', { method: 'POST', body: title });\n${rest}`);

export const brokenNotifications: BrokenKind = {
  kind: 'notification',
  code: 'PLX4321',
  manifest: { permissions: ['messages.write', { permission: 'external.api', hosts: ['post.example.com'] }] },
  plugins: [
    { what: 'has no channel', code: inClass('NotificationChannel', 'deliveryChannels = {};\nsend() {}'), check: 'offers a way to reach people', reason: 'it has no channel' },
    { what: 'takes a text for granted', code: channel(`body.trim();\nreturn { status: 'delivered' };`), check: 'delivers ordinary notifications', reason: 'cannot read property' },
    { what: 'fails without a word', code: channel(`return { status: 'failed', reason: '' };`), check: 'delivers ordinary notifications', reason: 'does not say why' },
    { what: 'returns something else', code: channel(`return { status: 'sent' };`), check: 'delivers ordinary notifications', reason: '.status must be' },
    { what: 'cuts a title that is not there', code: channel(`title.match(/\\S+/)[0].trim();`), check: 'delivers any text', reason: 'cannot read property' },
    { what: 'swallows what the server says', code: post(`return { status: 'delivered' };`), check: 'does not say that it has delivered what was refused', reason: 'it says that it has delivered when the other service answers 500' },
    { what: 'swallows what the chat says', code: channel(`try { await this.messages.send({ channelId: 'nowhere', content: title }); } catch { /* nobody hears */ }\nreturn { status: 'delivered' };`), check: 'does not say that it has delivered what was refused', reason: 'when the chat has refused' },
    { what: 'gives up when it is asked to wait', code: post(`return response.ok ? { status: 'delivered' } : { status: 'failed', reason: 'the service answered ' + response.status };`), check: 'asks for another try when that may help', reason: 'does not ask for another try' },
  ],
};
