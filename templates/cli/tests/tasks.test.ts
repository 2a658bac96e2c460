import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('the list of tasks', () => {
  test('grows, and shows what is done', async () => {
    const host = await createTestHost();
    expect(await host.runCommand('task add "water the plants"')).toMatchObject({ exitCode: 0, stdout: ['1. [ ] water the plants'] });
    await host.runCommand('task add "feed the cat"');
    expect(await host.runCommand('task done 1')).toMatchObject({ stdout: ['1. [x] water the plants'] });
    expect(await host.runCommand('task list')).toMatchObject({ stdout: ['1. [x] water the plants', '2. [ ] feed the cat', '1 of 2 to do'] });
    expect(await host.runCommand('task list --open')).toMatchObject({ stdout: ['2. [ ] feed the cat', '1 of 2 to do'] });
  });

  test('refuses a task that is not there', async () => {
    const host = await createTestHost();
    expect(await host.runCommand('task done 7')).toMatchObject({ exitCode: 1, stderr: ['There is no task 7.'] });
    await expect(host.runCommand('task done one')).rejects.toThrow('takes a whole number from 1 for NUMBER, not "one"');
  });

  test('holds no more than the settings say', async () => {
    const host = await createTestHost({ config: { most: 1 } });
    await host.runCommand('task add first');
    expect(await host.runCommand('task add second')).toMatchObject({ exitCode: 1, stderr: ['The list is full: it may hold 1 tasks.'] });
  });

  test('is cleared only when somebody has confirmed it', async () => {
    const host = await createTestHost();
    await host.runCommand('task add first');
    await expect(host.runCommand('task clear', { isConfirmed: false })).rejects.toThrow('nobody has confirmed it');
    expect(await host.runCommand('task clear')).toMatchObject({ stdout: ['The list is empty.'] });
    expect(await host.runCommand('task list')).toMatchObject({ stdout: ['There is nothing to do.'] });
  });
});
