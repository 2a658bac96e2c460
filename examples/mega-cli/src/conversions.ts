import { defineCliCommand, type CliCommands } from 'plexi-plugin/sdk';
import { convert, QUANTITIES, type Unit } from './units.ts';

/** Takes a line that was printed. */
export type Remember = (line: string) => Promise<void>;

/** Makes a command for each two units of each quantity: `length km-to-mi`. */
export function createConversions(remember: Remember): CliCommands {
  const pairs = Object.entries(QUANTITIES).flatMap(([quantity, units]) =>
    units.flatMap((from) => units.filter((to) => to !== from).map((to) => ({ quantity, from, to }))),
  );
  return Object.fromEntries(pairs.map(({ quantity, from, to }) => [`${quantity} ${from[0]}-to-${to[0]}`, createConversion(quantity, from, to, remember)]));
}

function createConversion(quantity: string, from: Unit, to: Unit, remember: Remember) {
  const [symbol, name] = from;
  return defineCliCommand({
    category: quantity,
    summary: `Convert ${name} into ${to[1]}.`,
    args: { values: { type: 'number', summary: `How many ${name}; a negative number after "--".`, required: true, variadic: true } },
    flags: {
      digits: { type: 'integer', short: 'd', summary: 'How many digits count.', minimum: 1, maximum: 15, default: 6 },
      bare: { type: 'boolean', short: 'b', summary: 'Print numbers without units.' },
    },
    examples: [`${quantity} ${symbol}-to-${to[0]} 10`, `${quantity} ${symbol}-to-${to[0]} 1 2.5 --digits 3`],
    versionAdded: '1.0.0',
    run: async ({ args, flags, print, printError }) => {
      for (const value of args.values) {
        const result = convert(value, from, to);
        if (!Number.isFinite(result)) {
          await printError(`${value} ${symbol} is more than can be told in ${to[0]}.`);
          return 1;
        }
        const told = String(Number(result.toPrecision(flags.digits)));
        const line = `${value} ${symbol} = ${told} ${to[0]}`;
        await print(flags.bare ? told : line);
        await remember(line);
      }
      return 0;
    },
  });
}
