import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('count_words', () => {
  test('counts words and characters', async () => {
    const host = await createTestHost();
    expect(await host.tools.execute({ action: 'count_words', parameters: { text: ' two  words 😀' } })).toEqual({ words: 3, characters: 13 });
  });

  test('needs a text', async () => {
    const host = await createTestHost();
    await expect(host.tools.execute({ action: 'count_words', parameters: {} })).rejects.toThrow('the parameter "text" is missing');
  });
});

describe('roll_dice', () => {
  test('rolls one die with six sides unless somebody wants another', async () => {
    const host = await createTestHost();
    expect(await host.tools.execute({ action: 'roll_dice' })).toEqual({ rolls: [expect.any(Number)], sum: expect.any(Number) });
    expect(await host.tools.execute({ action: 'roll_dice', parameters: { dice: 3, sides: 2 } })).toMatchObject({ rolls: { length: 3 } });
  });

  test('has no more dice than the settings say', async () => {
    const host = await createTestHost({ config: { most_dice: 2 } });
    await expect(host.tools.execute({ action: 'roll_dice', parameters: { dice: 3 } })).rejects.toThrow('there are only 2 dice');
  });
});
