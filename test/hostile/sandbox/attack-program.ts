// Attacks one engine under the Node.js that runs this: `node attack-program.mjs MODE WEIGHT`. Prints a `Verdict` as JSON.
import { attackAll } from './attack-all.ts';
import { MODES, type Mode } from './modes.ts';
import { chooseClasses, type Weight } from './payloads/all.ts';

const [mode = '', weight] = process.argv.slice(2);
if (!Object.hasOwn(MODES, mode)) throw new TypeError(`there is no mode ${mode}`);
process.stdout.write(JSON.stringify(await attackAll(mode as Mode, chooseClasses(weight as Weight))));
