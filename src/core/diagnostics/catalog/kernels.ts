import { defineProblems } from '../define-problems.ts';

/** Kernels in a manifest: PLX1250 to PLX1259; kernels that run: PLX4510 to PLX4519. */
export const kernelProblems = defineProblems({
  PLX1250: {
    severity: 'error',
    message: '"{path}" is no kernel: {reason}',
    hint: 'build it without imports and without a start function, with a maximum of memory; in AssemblyScript with --runtime stub --use abort= --maximumMemory',
    why: 'A kernel runs at the speed of the machine, beside the interpreter that the rest of the plugin is confined to. So it must be unable to do anything but compute: it imports nothing, nothing of it runs without being called, and what it may ever take is known before it is loaded.',
    fix: 'Look up “What a kernel is” in the guide page about kernels, and build the module again. `wasm-objdump -x` shows what is in a module.',
  },
  PLX1251: {
    severity: 'error',
    message: 'two kernels are called "{name}"',
    hint: 'give one of them another name',
    why: 'The code asks for a kernel by its name.',
    fix: 'Rename one of them, here and where the code calls `kernels.get`.',
  },
  PLX1252: {
    severity: 'error',
    message: 'the kernels may take {needed} MiB of memory together, and half of what the plugin gets is {limit} MiB',
    hint: 'declare a smaller maximum in the modules, or ask for more memory with "memory_mb" in "limits"',
    why: 'What kernels may take counts against the memory of the plugin. At least half of that is left to its interpreter, which needs memory for its own copy of a frame, too.',
    fix: 'A kernel needs room for one frame, and for what it remembers: a picture of 1280×720 has 1.4 MB as `i420`, and 3.7 MB as `rgba`. Build it with a maximum that fits, for example `--maximumMemory 100` in AssemblyScript, which counts pages of 64 KiB.',
  },
  PLX4510: {
    severity: 'error',
    message: 'the kernel "{kernel}" of "{plugin}" did not come to an end {during}, and was stopped after {limit}',
    hint: 'give every loop in it an end that does not depend on the bytes it is given',
    why: 'A kernel counts against the CPU time of its plugin as the rest of its code does, but nothing can interrupt it from within: the sandbox was ended from outside, so there is no line to show. The host lives on, and starts the plugin again.',
    fix: 'Run the kernel in a test, with frames as short and as long as they may be. One that needs more time for honest work takes less at once, or its plugin asks for more with `"limits": { "cpu_ms_per_call": 1000 }`.',
  },
  PLX4511: {
    severity: 'error',
    message: 'the kernel "{kernel}" of "{plugin}" was not loaded: {reason}',
    hint: 'build the plugin again with plexi-plugin, which refuses such kernels, and do not change what it has packed',
    why: 'A host looks at every kernel itself before it loads the plugin, and so does the sandbox. What has an import, a start function or a memory without an end does not run, whoever built it.',
    fix: 'The reason says what is wrong. `plexi-plugin validate` tells the author the same as PLX1250.',
  },
  PLX4512: {
    severity: 'error',
    message: 'the kernels of "{plugin}" may take {needed} MiB of memory together, and this host lets them have {limit} MiB',
    hint: 'give the plugin more with the option "limits" of loadPlugin, or raise the cap of the host',
    why: 'What kernels may take counts against the memory of the plugin, of which at least half is left to its interpreter. This host gives the plugin less memory than its author counted on.',
    fix: 'As the host: `loadPlugin(source, { limits: { memoryBytes } })`. As the author: declare a smaller maximum in the modules.',
  },
});
