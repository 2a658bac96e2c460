import { inClass, type BrokenKind } from './broken-plugin.ts';

export const brokenSecurity: BrokenKind = {
  kind: 'security',
  code: 'PLX4324',
  manifest: { permissions: ['messages.read', 'requests.intercept'] },
  plugins: [
    { what: 'checks nothing', code: inClass('SecurityPlugin', 'onLoad() {}'), check: 'decides about something', reason: 'neither messages nor requests' },
    { what: 'says nothing about most messages', code: inClass('SecurityPlugin', `checkMessage({ content }: any): any { if (content.includes('spam')) return { allow: false, reason: 'spam' }; }`), check: 'decides about every message', reason: 'must be an object' },
    { what: 'takes a first word for granted', code: inClass('SecurityPlugin', `checkMessage({ content }: any) { return { allow: content.match(/\\S+/)[0] !== 'spam' } as never; }`), check: 'decides about every message', reason: 'cannot read property' },
    { what: 'refuses without a reason', code: inClass('SecurityPlugin', `checkMessage({ content }: any) { return content === '' ? { allow: false, reason: '' } : { allow: true } as never; }`), check: 'decides about every message', reason: 'without a reason' },
    { what: 'has a pattern that runs on for ever', code: inClass('SecurityPlugin', `checkMessage({ content }: any) { return { allow: !/^(a+)+$/.test(content) } as never; }`), check: 'decides in time', reason: 'PLX40' },
    { what: 'takes a user for granted', code: inClass('SecurityPlugin', `checkRequest({ userId }: any) { return { allow: userId.length > 0 } as never; }`), check: 'decides about every request', reason: 'cannot read property' },
  ],
};
