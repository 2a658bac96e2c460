import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Prompts } from './platform.ts';

/** Questions on the terminal; the library is loaded with the first one. */
export function createPrompts(signal: AbortSignal): Prompts {
  const context = { signal, output: process.stderr };
  return {
    async text({ message, default: fallback, check }) {
      const { input } = await import('@inquirer/prompts');
      return answer(
        input(
          {
            message,
            ...(fallback !== undefined && { default: fallback }),
            validate: (text: string) => check?.(text) ?? true,
          },
          context,
        ),
      );
    },
    async select({ message, choices, default: fallback }) {
      const { select } = await import('@inquirer/prompts');
      return answer(
        select(
          { message, choices: [...choices], loop: false, ...(fallback !== undefined && { default: fallback }) },
          context,
        ),
      );
    },
    async confirm({ message, default: fallback }) {
      const { confirm } = await import('@inquirer/prompts');
      return answer(confirm({ message, default: fallback }, context));
    },
  };
}

async function answer<Value>(question: Promise<Value>): Promise<Value> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && CANCELLED.has(error.name)) fail('PLX0009', {}, { cause: error });
    throw error;
  }
}

const CANCELLED: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);
