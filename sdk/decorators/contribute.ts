import { addContribution, type Contributor } from '../contribution.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** The method a decorator was put on; only a public method of the object itself can be contributed. */
type PublicMethodContext<This> = ClassMethodDecoratorContext<This> & { readonly static: false; readonly private: false };

/** Makes a method part of what its plugin contributes; the method itself stays as it is. */
export type ContributionDecorator<Args extends readonly unknown[], Result> = <This extends Contributor>(
  method: (this: This, ...args: Args) => Result,
  context: PublicMethodContext<This>,
) => void;

/** What is contributed, but for its code. */
export interface ContributionData {
  readonly type: string;
  readonly name: string;
  readonly options: JsonValue;
}

/**
 * Makes a decorator that contributes a method.
 *
 * @param describe - Gets the name of the method.
 * @param revive - Makes the method's arguments of those that the host gives; default: the same.
 */
export function contributeMethod<Args extends readonly unknown[], Result>(
  describe: (method: string) => ContributionData,
  revive: (...given: readonly unknown[]) => readonly unknown[] = (...given) => given,
): ContributionDecorator<Args, Result> {
  return (_method, context) => {
    context.addInitializer(function () {
      // Looked up when it runs, so that a class below may override the method.
      const run = (...args: readonly unknown[]): unknown => Reflect.apply(context.access.get(this), this, revive(...args) as never);
      addContribution(this, { ...describe(String(context.name)), run });
    });
  };
}
