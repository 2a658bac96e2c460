import { inClass, type BrokenKind } from './broken-plugin.ts';

export const brokenAnalytics: BrokenKind = {
  kind: 'analytics',
  code: 'PLX4325',
  manifest: { permissions: ['analytics.read'] },
  plugins: [
    { what: 'hears nothing', code: inClass('AnalyticsPlugin', 'onLoad() {}'), check: 'hears what people do', reason: 'does not implement "onAnalyticsEvent"' },
    { what: 'takes a user for granted', code: inClass('AnalyticsPlugin', 'onAnalyticsEvent({ data }: any) { data.userId.trim(); }'), check: 'counts ordinary events', reason: 'cannot read property' },
    { what: 'counts in an object', code: inClass('AnalyticsPlugin', 'counts: any = {};\nonAnalyticsEvent({ data }: any) { (this.counts[data.name] ??= []).push(1); }'), check: 'counts events of any name', reason: 'not a function' },
    { what: 'keeps everything in memory', code: inClass('AnalyticsPlugin', `all: string[] = [];\nonAnalyticsEvent({ data }: any) { if (data.userId?.startsWith('user-')) this.all.push('x'.repeat(2_000_000) + data.name); }`), check: 'keeps up with a burst of events', reason: 'memory' },
  ],
};

const measuring = (metrics: string, body = ''): string => inClass('MonitoringPlugin', `${body}\ncollectMetrics(): any { return ${metrics}; }`);

export const brokenMonitoring: BrokenKind = {
  kind: 'monitoring',
  code: 'PLX4326',
  plugins: [
    { what: 'does neither', code: inClass('MonitoringPlugin', 'onLoad() {}'), check: 'measures or watches', reason: 'neither "collectMetrics" nor "onHealthChanged"' },
    { what: 'names a counter without _total', code: measuring(`[{ name: 'requests', help: 'Requests.', type: 'counter', value: 1 }]`), check: 'names its numbers as Prometheus does', reason: 'does not end in "_total"' },
    { what: 'measures what is no number', code: measuring(`[{ name: 'share', help: 'A share.', type: 'gauge', value: 0 / 0 }]`), check: 'names its numbers as Prometheus does', reason: '[0].value is NaN' },
    { what: 'says the same twice', code: measuring(`[1, 2].map((value) => ({ name: 'size_bytes', help: 'A size.', type: 'gauge', value }))`), check: 'names its numbers as Prometheus does', reason: 'the same labels' },
    { what: 'has labels that nobody reads', code: measuring(`[{ name: 'size_bytes', help: 'A size.', type: 'gauge', value: 1, labels: { 'channel-id': 'general' } }]`), check: 'names its numbers as Prometheus does', reason: '"channel-id", which hosts leave out' },
    { what: 'takes a message for granted', code: inClass('MonitoringPlugin', 'onHealthChanged({ report }: any) { report.message.trim(); }'), check: 'hears how plugins are', reason: 'cannot read property' },
    { what: 'begins anew each time it is read', code: measuring(`[{ name: 'falls_total', help: 'Falls.', type: 'counter', value: this.take() }]`, 'falls = 0;\nonHealthChanged() { this.falls += 1; }\ntake() { const { falls } = this; this.falls = 0; return falls; }'), check: 'counts only upwards', reason: 'went from 6 back to 0' },
  ],
};
