import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';
import { convert, QUANTITIES } from '../src/units.ts';

describe('the command line', () => {
  test('has more than four hundred commands, each with a line in the help', async () => {
    const host = await createTestHost();
    const commands = host.commands.list().flatMap((group) => group.commands);
    expect(commands.length).toBeGreaterThan(400);
    const help = host.commands.help();
    expect(commands.filter(({ name, summary }) => !help.includes(`  ${name} `) || !help.includes(summary))).toEqual([]);
  });

  test('finds a command by the words of its summary', async () => {
    const host = await createTestHost();
    expect(host.commands.search('pounds stones').map(({ name }) => name)).toEqual(['mass lb-to-st', 'mass st-to-lb']);
    expect(host.commands.search('furlongs')).toEqual([]);
  });

  test('takes numbers, and nothing else', async () => {
    const host = await createTestHost();
    await expect(host.runCommand('length km-to-mi far')).rejects.toThrow('VALUES');
    await expect(host.runCommand('length km-to-parsec 1')).rejects.toThrow('km-to-');
  });
});

test('every unit comes back to itself', () => {
  for (const units of Object.values(QUANTITIES)) {
    for (const from of units) {
      for (const to of units) expect(convert(convert(12.5, from, to), to, from)).toBeCloseTo(12.5, 9);
    }
  }
});
