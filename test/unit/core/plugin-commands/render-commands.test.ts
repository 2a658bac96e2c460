import { expect, test } from 'vitest';
import { PLAIN } from '../../../../src/core/diagnostics/render-diagnostic.ts';
import { renderCommand, renderCommandList } from '../../../../src/core/plugin-commands/render-commands.ts';
import { createCommand } from './commands.ts';

test('a list shows commands by category, with what is special about them', () => {
  const commands = [
    createCommand('net ping', { category: 'net', summary: 'Ping a host.' }),
    createCommand('dev wipe', { summary: 'Remove everything.', dangerous: true, adminOnly: true }),
    createCommand('dev build', { summary: 'Build it.', requiresAuth: true }),
  ];
  expect(renderCommandList(commands, PLAIN)).toBe(
    [
      'dev',
      '  dev build  Build it. (sign-in needed)',
      '  dev wipe   Remove everything. (administrators only, dangerous)',
      '',
      'net',
      '  net ping   Ping a host.',
    ].join('\n'),
  );
  expect(renderCommandList([], PLAIN)).toBe('No command matches.');
});

test('the help of a command shows all that is known of it', () => {
  const command = createCommand('net ping', {
    category: 'net',
    summary: 'Ping a host.',
    help: 'Sends one packet a second.\nCtrl-C ends it.',
    versionAdded: '1.2.0',
    dangerous: true,
    args: { host: { summary: 'The host.', required: true }, more: { summary: 'More hosts.', variadic: true } },
    flags: {
      count: { type: 'integer', short: 'c', default: 3, summary: 'How many packets.' },
      quiet: { type: 'boolean', summary: 'Print nothing.' },
      outFile: { required: true, value: 'FILE', summary: 'Where to write.' },
      protocol: { choices: ['v4', 'v6'], summary: 'Which protocol.' },
    },
    examples: ['net ping example.com -c 5'],
  });
  expect(renderCommand(command, PLAIN)).toBe(
    [
      'net ping HOST [MORE…] [--count NUMBER] [--quiet] --out-file FILE [--protocol v4|v6]',
      'Ping a host.',
      '',
      'Sends one packet a second.',
      'Ctrl-C ends it.',
      '',
      '  HOST                The host.',
      '  [MORE…]             More hosts.',
      '  -c, --count NUMBER  How many packets. (default: 3)',
      '  --quiet             Print nothing.',
      '  --out-file FILE     Where to write.',
      '  --protocol v4|v6    Which protocol.',
      '',
      '  category  net',
      '  since     1.2.0',
      '  note      dangerous',
      '',
      'Examples:',
      '  $ net ping example.com -c 5',
    ].join('\n'),
  );
});

test('what a plugin says cannot play with the terminal', () => {
  const command = createCommand('x', { summary: '\u001b[2Jgone', help: 'a\u202eb', args: { a: { summary: '\u0007' } } });
  expect(`${renderCommandList([command], PLAIN)}${renderCommand(command, PLAIN)}`).not.toMatch(/[\u001b\u202e\u0007]/);
});
