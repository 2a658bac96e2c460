/** A method of a plugin, as decorators see it. */
export type Method<This, Args extends readonly unknown[], Result> = (this: This, ...args: Args) => Result;

/**
 * Puts something around a method: as a decorator, `@around(…) method() {}`, or around any function, `around(…)(run)`.
 * Everything but the function itself stays: its arguments, its `this` and what it returns. `Accepted` are the first
 * arguments it must have.
 */
export type MethodWrapper<Accepted extends readonly unknown[] = readonly unknown[]> = <This, Args extends readonly [...Accepted, ...unknown[]], Result>(
  method: Method<This, Args, Result>,
  context?: ClassMethodDecoratorContext<This>,
) => Method<This, Args, Result>;

/** {@link MethodWrapper} for what makes its caller wait: it takes methods that return a promise. */
export type AsyncMethodWrapper<Accepted extends readonly unknown[] = readonly unknown[]> = <This, Args extends readonly [...Accepted, ...unknown[]], Result>(
  method: Method<This, Args, Promise<Result>>,
  context?: ClassMethodDecoratorContext<This>,
) => Method<This, Args, Promise<Result>>;

/** Keeps a state apart for every object whose method is called; one more for functions, which have no `this`. */
export function createStates<State>(create: () => State): (owner: unknown) => State {
  const states = new WeakMap<object, State>();
  const common = create();
  return (owner) => {
    if (typeof owner !== 'object' || owner === null) return common;
    const state = states.get(owner) ?? create();
    states.set(owner, state);
    return state;
  };
}
