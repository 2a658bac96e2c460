import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const PEOPLE = [{ name: 'Ada', born: 1815, nick: '' }, { name: 'Grace, or "Amazing"', born: 1906, nick: '=1+1' }];

async function write(format: string, settings = {}) {
  const host = await createTestHost();
  const { bytes, ...file } = await host.exporters.export({ format, data: PEOPLE, name: 'people', settings });
  return { ...file, text: String.fromCharCode(...bytes) };
}

describe('csv', () => {
  test('quotes what has to be, and disarms formulas', async () => {
    expect(await write('csv')).toEqual({
      plugin: 'my-plugin',
      fileName: 'people.csv',
      mediaType: 'text/csv; charset=utf-8',
      text: "name,born,nick\r\nAda,1815,\r\n\"Grace, or \"\"Amazing\"\"\",1906,'=1+1\r\n",
    });
  });

  test('has another separator where somebody wants it', async () => {
    expect((await write('csv', { separator: ';' })).text).toContain('Ada;1815;');
    await expect(write('csv', { separator: '|' })).rejects.toThrow('"separator" must be one of');
  });
});

test('markdown writes a table', async () => {
  expect(await write('markdown')).toMatchObject({
    fileName: 'people.md',
    text: '| name | born | nick |\n| --- | --- | --- |\n| Ada | 1815 |  |\n| Grace, or "Amazing" | 1906 | =1+1 |\n',
  });
});
