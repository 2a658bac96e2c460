import { describe, expect, test } from 'vitest';
import { searchPlugins } from '../../../../src/core/registry/search-plugins.ts';
import { createRecord } from '../../../helpers/records.ts';

const RECORDS = [
  createRecord({ name: 'weather', description: 'Tells the weather of a place.' }),
  createRecord({ name: 'weather-map', description: 'Draws maps.' }),
  createRecord({ name: 'acme/rain', description: 'Rain alarm.', tags: ['weather', 'Wetter'] }),
  createRecord({ name: 'dice', description: 'Throws dice, whatever the weather.', kinds: ['tool'] }),
  createRecord({ name: 'uber', description: 'Größe und Übermut.' }),
];
const find = (...words: string[]): string[] => searchPlugins(RECORDS, words, 10).map(({ name }) => name);

describe('searchPlugins', () => {
  test('the name counts more than a tag, and a tag more than the description', () => {
    expect(find('weather')).toEqual(['weather', 'weather-map', 'acme/rain', 'dice']);
  });

  test('a whole word counts more than a beginning, and that more than an inside', () => {
    expect(find('weath')).toEqual(['weather', 'weather-map', 'acme/rain', 'dice']);
    expect(find('eather-m')).toEqual(['weather-map', 'weather', 'acme/rain']);
    expect(find('ather')).toEqual(find('weath'));
    expect(find('weather-map')).toEqual(['weather-map']);
  });

  test('every word has to be found, wherever', () => {
    expect(find('weather', 'map')).toEqual(['weather-map']);
    expect(find('weather map')).toEqual(['weather-map']);
    expect(find('weather', 'nothing')).toEqual([]);
  });

  test('kinds and namespaces are found', () => {
    expect(find('tool')).toEqual(['dice']);
    expect(find('acme')).toEqual(['acme/rain']);
  });

  test('case and composed letters do not matter', () => {
    expect(find('WETTER')).toEqual(['acme/rain']);
    expect(find('gro\u0308ße')).toEqual(['uber']);
    expect(find('GR\u00d6ße')).toEqual(['uber']);
    expect(find('U\u0308bermut')).toEqual(['uber']);
  });

  test('without words every plugin is found, by name', () => {
    expect(find()).toEqual(['acme/rain', 'dice', 'uber', 'weather', 'weather-map']);
    expect(searchPlugins(RECORDS, [], 2)).toHaveLength(2);
  });
});
