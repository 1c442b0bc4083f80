// The types of generated members that TypeScript has no word for.

/** An array of exactly N elements. */
export type Tuple<
  T,
  N extends number,
  Elements extends T[] = [],
> = Elements["length"] extends N ? Elements : Tuple<T, N, [...Elements, T]>;

declare const component: unique symbol;

/**
 * The identifier of a component: a slot and its generation. Identifiers of
 * different components are different types; at run time all are arrays.
 */
export type Identifier<Component extends string> = readonly [
  slot: number,
  gen: number,
] & { readonly [component]: Component };

/**
 * The members to make a structure from: those of T, which may be left out except
 * those named `Required`.
 */
export type Given<T, Required extends keyof T = never> = Pick<T, Required> &
  Partial<T>;

/** The empty list: one for all, which cannot be changed. */
export const emptyList: readonly never[] = Object.freeze([]);

/** 1 for a value that is there; for the count of keys of a map. */
export function present(value: unknown): number {
  return value === undefined || value === null ? 0 : 1;
}

/** 1 for a list that is not empty; for the count of keys of a map. */
export function presentList(list: readonly unknown[]): number {
  return list.length === 0 ? 0 : 1;
}

/** Whether a value of a choice is an array; unlike Array.isArray also for types
 * that are readonly.
 */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
