import type { WebPiece } from '../case.ts';

export const INTL: WebPiece = {
  names: ['Intl', 'toLocaleString', 'localeCompare'],
  from: 'interpreter',
  limits: [
    'The languages and time zones are those of the host’s Node.js. Without a language it is `en-US`, without a time zone UTC, on every machine.',
    'There are Collator, DateTimeFormat, DisplayNames, ListFormat, NumberFormat, PluralRules, RelativeTimeFormat and Segmenter; no Locale and no DurationFormat.',
    'Parts come as plain objects, and segments as an array.',
  ],
  cases: [
    ['dates, in languages and time zones', `const d = new Date('2026-03-29T00:30:00Z'); const o = { dateStyle: 'full', timeStyle: 'long' }; return [['de', 'Europe/Berlin'], ['ja', 'Asia/Tokyo'], ['en-US', 'America/New_York'], ['ar-EG', 'UTC']].map(([l, timeZone]) => new Intl.DateTimeFormat(l, { ...o, timeZone }).format(d));`],
    ['a change of the clock is known', `const f = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' }); return ['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'].map((t) => f.format(new Date(t)));`],
    ['parts and ranges', `const f = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'medium' }); return [f.formatToParts(new Date(0)), f.formatRange(new Date(0), new Date(864e5 * 3))];`],
    ['a date says itself in a language', `const d = new Date(Date.UTC(2026, 0, 2, 3, 4, 5)); const o = { timeZone: 'UTC' }; return [d.toLocaleString('de', o), d.toLocaleDateString('fr', { ...o, month: 'long' }), d.toLocaleTimeString('en-US', o), new Date(NaN).toLocaleString('de')];`],
    ['numbers, currencies, units and percentages', `return [new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(1234.5), new Intl.NumberFormat('en-IN').format(12345678), new Intl.NumberFormat('en', { notation: 'compact' }).format(1e6), new Intl.NumberFormat('fr', { style: 'percent' }).format(0.25), new Intl.NumberFormat('en', { style: 'unit', unit: 'kilometer' }).format(3)];`],
    ['numbers that JSON does not have', `const f = new Intl.NumberFormat('en'); return [f.format(NaN), f.format(-Infinity), f.format(-0), f.format(12345678901234567890n)];`],
    ['a number says itself in a language', `return [(1234.5).toLocaleString('en-US'), (1234.5).toLocaleString('de'), (0.5).toLocaleString('de', { style: 'percent' }), 12345678901234567890n.toLocaleString('en-US'), [1234.5, 2].toLocaleString('en-US')];`],
    ['plurals, lists, times past, names', `return [new Intl.PluralRules('pl').select(3), new Intl.PluralRules('en', { type: 'ordinal' }).select(22), new Intl.ListFormat('en', { type: 'conjunction' }).format(['a', 'b', 'c']), new Intl.RelativeTimeFormat('de', { numeric: 'auto' }).format(-1, 'day'), new Intl.DisplayNames('en', { type: 'region' }).of('DE')];`],
    ['texts are ordered as a language orders them', `const names = ['Zoë', 'Äpfel', 'apfel', 'Birne', 'öl', 'Ol']; return [[...names].sort(new Intl.Collator('de').compare), [...names].sort(new Intl.Collator('sv').compare), [...names].sort((a, b) => a.localeCompare(b, 'de')), 'a10'.localeCompare('a9', 'en', { numeric: true })];`],
    ['plain texts are ordered without asking, and the same', `const words = ['b', 'A', 'a', 'B', '10', '9', 'a b', 'ab', 'aB', 'Ab', '', 'a1', 'a ']; return words.sort((x, y) => x.localeCompare(y));`],
    ['words are found where there are no spaces', `return [...new Intl.Segmenter('ja', { granularity: 'word' }).segment('吾輩は猫である')].map((s) => s.segment);`],
    ['letters change their size as the language has it', `return ['I'.toLocaleLowerCase('tr'), 'i'.toLocaleUpperCase('tr'), 'ß'.toLocaleUpperCase('de'), 'A'.toLocaleLowerCase()];`],
    ['what does not exist is refused', `const names = []; for (const make of [() => new Intl.DateTimeFormat('en', { timeZone: 'Mars/Base' }), () => new Intl.NumberFormat('no-such-language-at-all'), () => new Intl.NumberFormat('en', { style: 'currency' }), () => (1).toLocaleString('en', { style: 'no' })]) try { make(); names.push('made'); } catch (e) { names.push(e.name); } return names;`],
    ['formats may be called without new, and passed on', `return [[1234].map(Intl.NumberFormat('en-US').format), Intl.NumberFormat.supportedLocalesOf(['de', 'xx']), Intl.getCanonicalLocales('DE-de'), new Intl.NumberFormat('de').resolvedOptions().locale];`],
  ],
};
