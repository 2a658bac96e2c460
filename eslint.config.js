import tseslint from 'typescript-eslint';

const OUTSIDE_WORLD = ['fetch', 'XMLHttpRequest', 'WebSocket', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'navigator'].map((name) => ({
  name,
  message: 'Only adapters touch the outside world: take it as a port.',
}));
const PROCESS = [
  { name: 'process', message: '`process` belongs to src/cli/main.ts, src/cli/output.ts, src/platform and worker entries.' },
  { name: 'console', message: 'Nothing here prints: return a value, or report through Output.' },
];
const CLOCK = [
  { object: 'Date', property: 'now', message: 'Take the time from a port.' },
  { object: 'Math', property: 'random', message: 'Take randomness from a port.' },
];
const NEW_DATE = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Take the time from a port.',
};
const DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Name the export.' };

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', 'templates/**', 'examples/**', 'test/cases/**', '**/fixtures/**', '**/*.generated.*', 'sdk/globals.d.ts', 'types/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/operations/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...OUTSIDE_WORLD, ...PROCESS],
      'no-restricted-properties': ['error', ...CLOCK],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT, NEW_DATE],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/core/**', 'src/operations/**', 'src/platform/**', 'src/cli/main.ts', 'src/cli/output.ts', 'src/sandbox/worker/**', 'src/sandbox/process/child/main.ts', 'src/test-runner/run-vitest.ts'],
    rules: { 'no-restricted-globals': ['error', ...PROCESS] },
  },
  {
    files: ['sdk/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...OUTSIDE_WORLD, ...PROCESS, { name: 'Buffer', message: 'The sandbox has no Buffer.' }] },
  },
  {
    // What the interpreter has itself is no port here, and what a caller gives is converted
    // and passed on as web standards say, whatever its type.
    files: ['sdk/web/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...OUTSIDE_WORLD.filter(({ name }) => !['queueMicrotask', 'performance'].includes(name)), ...PROCESS],
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    files: ['vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { '@typescript-eslint/no-empty-function': 'off', '@typescript-eslint/require-await': 'off' },
  },
);
