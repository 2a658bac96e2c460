import { describe, expect, test } from 'vitest';
import { personalizeFiles } from '../../../src/scaffold/personalize.ts';
import { isText } from '../../../src/scaffold/template.ts';

const TEMPLATE = [
  { path: 'plugin.json', text: '{ "name": "my-plugin", "display_name": "My Plugin", "description": "Counts.", "author": "Somebody", "license": "MIT" }' },
  { path: 'package.json', text: '{ "name": "my-plugin", "devDependencies": { "plexi-plugin": "^0.1.0" } }' },
  { path: 'README.md', text: '# My Plugin\n\nCounts.\n\nmy-plugin, my-plugins, MIT, PERMIT' },
  { path: 'src/index.ts', text: 'export default class MyPlugin {} // Somebody Counts. MIT' },
  { path: 'LICENSE', text: 'Copyright (c) 2026 Somebody, my-plugin' },
];

function personalize(identity: Partial<Parameters<typeof personalizeFiles>[1]>): Readonly<Record<string, string>> {
  const whole = { name: 'weather', displayName: 'Weather', description: 'Tells the weather.', author: 'Ada', license: 'MIT', ...identity };
  const files = personalizeFiles(TEMPLATE, whole, { toolVersion: '1.2.3', year: 2031 });
  return Object.fromEntries(files.filter(isText).map(({ path, text }) => [path, text]));
}

describe('personalizeFiles', () => {
  test('replaces the identity of the template wherever it stands as a word', () => {
    expect(personalize({ license: 'UNLICENSED' })).toEqual({
      'plugin.json': '{ "name": "weather", "display_name": "Weather", "description": "Tells the weather.", "author": "Ada", "license": "UNLICENSED" }',
      'package.json': '{ "name": "weather", "devDependencies": { "plexi-plugin": "^1.2.3" } }',
      'README.md': '# Weather\n\nTells the weather.\n\nweather, my-plugins, UNLICENSED, PERMIT',
      'src/index.ts': 'export default class WeatherPlugin {} // Somebody Counts. MIT',
      LICENSE: 'Copyright (c) 2031 Ada, my-plugin',
    });
  });

  test('makes a scoped npm package of a plugin in a namespace', () => {
    expect(personalize({ name: 'acme/weather' })['package.json']).toContain('"name": "@acme/weather"');
  });

  test('escapes what stands in JSON, and never replaces what it put in', () => {
    const author = 'Ada "my-plugin" O’Neill\\';
    const files = personalize({ author, description: 'By Somebody, MIT.' });
    expect(JSON.parse(files['plugin.json'] ?? '')).toMatchObject({ author, description: 'By Somebody, MIT.' });
    expect(files['README.md']).toContain('By Somebody, MIT.');
  });

  test('puts free text into no code', () => {
    expect(personalize({ author: '*/ evil()', description: '*/ evil()' })['src/index.ts']).not.toContain('evil');
  });
});
