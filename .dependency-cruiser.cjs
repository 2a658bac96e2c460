// The layering rule of the project: bin → src/cli → src/operations → adapters → src/core, sdk below all.
// Every rule has a test that breaks it: test/unit/house/layer-rules.test.ts.
const ADAPTERS = 'archive|keyring|bundler|sandbox|host|test-runner|registry|scaffold|project|platform|react|frame';
const NODE_IO = '^(node:)?(fs|fs/promises|child_process|worker_threads|net|http|https|http2|tls|dgram|dns|os|process|readline|cluster|inspector|vm|v8|timers|timers/promises)$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'sdk-imports-nothing',
      comment: 'What a plugin imports is self-contained.',
      severity: 'error',
      from: { path: '^sdk/' },
      to: { pathNot: '^sdk/' },
    },
    {
      name: 'core-is-pure',
      comment: 'core imports core, sdk types, node:crypto, node:util and parsing libraries.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    { name: 'core-touches-nothing', severity: 'error', from: { path: '^src/core/' }, to: { path: NODE_IO } },
    {
      name: 'adapters-below-operations',
      severity: 'error',
      from: { path: `^src/(${ADAPTERS})/` },
      to: { path: '^src/(operations|cli|testing)/' },
    },
    {
      name: 'adapters-stay-apart',
      comment: 'An adapter imports no other adapter but platform; host imports sandbox, test-runner imports host and sandbox.',
      severity: 'error',
      from: { path: `^src/(${ADAPTERS})/`, pathNot: '^src/(host|test-runner)/' },
      to: { path: `^src/(${ADAPTERS})/`, pathNot: ['^src/$1/', '^src/platform/'] },
    },
    {
      name: 'host-uses-sandbox-only',
      severity: 'error',
      from: { path: '^src/host/' },
      to: { path: `^src/(${ADAPTERS})/`, pathNot: ['^src/(host|sandbox|platform)/'] },
    },
    {
      name: 'test-runner-uses-host-only',
      severity: 'error',
      from: { path: '^src/test-runner/' },
      to: { path: `^src/(${ADAPTERS})/`, pathNot: ['^src/(test-runner|host|sandbox|platform)/'] },
    },
    { name: 'operations-below-cli', severity: 'error', from: { path: '^src/(operations|testing)/' }, to: { path: '^src/cli/' } },
    { name: 'operations-touch-nothing', severity: 'error', from: { path: '^src/operations/' }, to: { path: NODE_IO } },
    {
      name: 'commands-call-operations',
      comment: 'A command holds no decision: it calls one operation.',
      severity: 'error',
      from: { path: '^src/cli/commands/' },
      to: { path: `^src/(${ADAPTERS}|testing)/`, dependencyTypesNot: ['type-only'] },
    },
    { name: 'nothing-imports-bin', severity: 'error', from: { path: '^(src|sdk)/' }, to: { path: '^bin/' } },
    { name: 'no-tests-in-product', severity: 'error', from: { path: '^(src|sdk|bin)/' }, to: { path: '^(test|bench|scripts)/' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
