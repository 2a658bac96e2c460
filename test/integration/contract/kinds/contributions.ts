import { inClass, type BrokenKind } from './broken-plugin.ts';

const FETCH = `await fetch('https://news.example.com/latest.json')`;

const SYNC = `schedule = { every: '1h' } as const;\nsync() {}`;

export const brokenAutomations: BrokenKind = {
  kind: 'automation',
  code: 'PLX4328',
  manifest: { permissions: ['messages.read', 'messages.write'] },
  plugins: [
    { what: 'has no rule', code: inClass('AutomationPlugin', 'rules = {};\nonLoad() {}'), check: 'has a rule', reason: 'it has no rule' },
    { what: 'fails by the clock', code: inClass('AutomationPlugin', `rules = { tick: { schedule: { every: '1h' }, run: () => { (undefined as any).trim(); } } } as never;`), check: 'runs its tasks', reason: 'in the task "tick"' },
    { what: 'fails when a plugin is enabled', code: inClass('AutomationPlugin', `rules = { greet: { event: 'plugin.enabled', run: (event: any) => { event.plugin.trim(); } } } as never;`), check: 'hears the events that it asks for', reason: 'when it hears "plugin.enabled"' },
    { what: 'has a pattern that runs on for ever', code: inClass('AutomationPlugin', `rules = { read: { message: /^(x+x+)+y$/, run: () => undefined } } as never;`), check: 'stays calm whatever people write', reason: 'PLX40' },
  ],
};

export const brokenIntegrations: BrokenKind = {
  kind: 'integration',
  code: 'PLX4330',
  manifest: { permissions: [{ permission: 'external.api', hosts: ['news.example.com'] }] },
  plugins: [
    { what: 'fails when the service cannot be reached', code: inClass('IntegrationPlugin', `schedule = { every: '1h' } as const;\nasync sync() {\n  const response = ${FETCH}.catch(() => undefined);\n  response!.ok;\n}`), check: 'runs its tasks', reason: 'cannot read property' },
    { what: 'takes an error page for news', code: inClass('IntegrationPlugin', `schedule = { every: '1h' } as const;\nasync sync() { await this.storage.set('latest', await (${FETCH}).text()); }`), check: 'does not take a refusal for an answer', reason: 'answers 500, the task succeeds' },
    { what: 'has nothing to do', code: inClass('CustomPlugin', 'onLoad() {}'), check: 'keeps something up to date', reason: 'no task', manifest: { type: 'custom' } },
    { what: 'expects more of an event than there is', code: inClass('IntegrationPlugin', `${SYNC}\n@onEvent('plugin.enabled')\nnote({ data }: any) { data.author.trim(); }`, ['onEvent']), check: 'hears the events that it asks for', reason: 'when it hears "plugin.enabled"' },
    { what: 'swallows every failure', code: inClass('IntegrationPlugin', `schedule = { every: '1h' } as const;\nasync sync() { try { await (${FETCH}).json(); } catch { /* next time */ } }`), check: 'does not take a refusal for an answer', reason: 'nothing tells of it' },
  ],
};

export const brokenFeatures: BrokenKind = {
  kind: 'feature',
  code: 'PLX4331',
  plugins: [
    { what: 'never begins anything', code: inClass('FeaturePlugin', 'onDisable() {}'), check: 'does something', reason: 'no hook that would begin anything' },
    { what: 'fails in a task', code: inClass('FeaturePlugin', `@backgroundTask({ every: '1h' })\nasync remind() { (undefined as any).trim(); }`, ['backgroundTask']), check: 'runs its tasks', reason: 'in the task "remind"' },
    { what: 'has a task without an end', code: inClass('FeaturePlugin', `@backgroundTask({ every: '1h' })\nasync remind() { for (;;); }`, ['backgroundTask']), check: 'runs its tasks', reason: 'PLX4001' },
  ],
};

export const brokenCore: BrokenKind = {
  kind: 'core',
  code: 'PLX4331',
  plugins: [
    { what: 'expects more of an event than there is', code: inClass('CorePlugin', `@onEvent('plugin.enabled')\nnote({ data }: any) { data.author.trim(); }`, ['onEvent']), check: 'hears the events that it asks for', reason: 'when it hears "plugin.enabled"' },
  ],
};

export const brokenExtensions: BrokenKind = {
  kind: 'extension',
  code: 'PLX4331',
  plugins: [{ what: 'only tells how it is', code: inClass('ExtensionPlugin', `healthCheck() { return { status: 'healthy' } as const; }`), check: 'does something', reason: 'no hook that would begin anything' }],
};

export const brokenCustom: BrokenKind = {
  kind: 'custom',
  code: 'PLX4331',
  plugins: [{ what: 'only tests itself', code: inClass('CustomPlugin', 'selfTest() { return { passed: true }; }'), check: 'does something', reason: 'no hook that would begin anything' }],
};
