/** A unit: its symbol, its name, how much of the first unit of its table it is, and where its zero lies. */
export type Unit = readonly [symbol: string, name: string, factor: number, zero?: number];

/** Every quantity, with its units: a command is made for each two of them. */
export const QUANTITIES: Readonly<Record<string, readonly Unit[]>> = {
  angle: [['rad', 'radians', 1], ['deg', 'degrees', Math.PI / 180], ['gon', 'gradians', Math.PI / 200], ['turn', 'turns', 2 * Math.PI]],
  area: [
    ['m2', 'square metres', 1], ['cm2', 'square centimetres', 1e-4], ['km2', 'square kilometres', 1e6], ['ha', 'hectares', 1e4],
    ['ft2', 'square feet', 0.09290304], ['mi2', 'square miles', 2589988.110336], ['ac', 'acres', 4046.8564224],
  ],
  data: [
    ['b', 'bytes', 1], ['kb', 'kilobytes', 1e3], ['mb', 'megabytes', 1e6], ['gb', 'gigabytes', 1e9],
    ['kib', 'kibibytes', 2 ** 10], ['mib', 'mebibytes', 2 ** 20], ['gib', 'gibibytes', 2 ** 30], ['bit', 'bits', 1 / 8],
  ],
  energy: [
    ['j', 'joules', 1], ['kj', 'kilojoules', 1e3], ['cal', 'calories', 4.184], ['kcal', 'kilocalories', 4184],
    ['wh', 'watt-hours', 3600], ['kwh', 'kilowatt-hours', 3.6e6], ['ev', 'electronvolts', 1.602176634e-19],
  ],
  length: [
    ['m', 'metres', 1], ['mm', 'millimetres', 1e-3], ['cm', 'centimetres', 1e-2], ['km', 'kilometres', 1e3],
    ['in', 'inches', 0.0254], ['ft', 'feet', 0.3048], ['mi', 'miles', 1609.344], ['nmi', 'nautical miles', 1852],
  ],
  mass: [
    ['kg', 'kilograms', 1], ['mg', 'milligrams', 1e-6], ['g', 'grams', 1e-3], ['t', 'tonnes', 1e3],
    ['oz', 'ounces', 0.028349523125], ['lb', 'pounds', 0.45359237], ['st', 'stones', 6.35029318],
  ],
  power: [['w', 'watts', 1], ['kw', 'kilowatts', 1e3], ['mw', 'megawatts', 1e6], ['hp', 'horsepower', 745.69987158227], ['ps', 'metric horsepower', 735.49875]],
  pressure: [
    ['pa', 'pascals', 1], ['kpa', 'kilopascals', 1e3], ['bar', 'bars', 1e5], ['atm', 'atmospheres', 101325],
    ['psi', 'pounds per square inch', 6894.757293168], ['torr', 'torrs', 101325 / 760],
  ],
  speed: [['mps', 'metres per second', 1], ['kmh', 'kilometres per hour', 1 / 3.6], ['mph', 'miles per hour', 0.44704], ['kn', 'knots', 1852 / 3600], ['fps', 'feet per second', 0.3048]],
  temperature: [['k', 'kelvins', 1], ['c', 'degrees Celsius', 1, 273.15], ['f', 'degrees Fahrenheit', 5 / 9, 459.67 * (5 / 9)], ['r', 'degrees Rankine', 5 / 9]],
  time: [
    ['s', 'seconds', 1], ['ms', 'milliseconds', 1e-3], ['min', 'minutes', 60], ['h', 'hours', 3600],
    ['d', 'days', 86_400], ['wk', 'weeks', 604_800], ['y', 'years of 365.25 days', 31_557_600],
  ],
  volume: [
    ['l', 'litres', 1], ['ml', 'millilitres', 1e-3], ['m3', 'cubic metres', 1e3], ['tsp', 'US teaspoons', 0.00492892159375],
    ['floz', 'US fluid ounces', 0.0295735295625], ['cup', 'US cups', 0.2365882365], ['pt', 'US pints', 0.473176473], ['gal', 'US gallons', 3.785411784],
  ],
};

/** How much a value in one unit is in another one. */
export function convert(value: number, [, , from, fromZero = 0]: Unit, [, , to, toZero = 0]: Unit): number {
  return (value * from + fromZero - toZero) / to;
}
