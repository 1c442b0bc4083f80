// Whether two decoded values are the same.

export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Uint8Array) return areListsEqual(one, other as Uint8Array);
  if (Array.isArray(one)) return areListsEqual(one, other as unknown[]);
  if (one instanceof Map) {
    return areListsEqual([...one], [...(other as Map<unknown, unknown>)]);
  }
  return areMembersEqual(one, other);
}

function areListsEqual(
  one: ArrayLike<unknown>,
  other: ArrayLike<unknown>,
): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; ++i) {
    if (!isEqual(one[i], other[i])) return false;
  }
  return true;
}

function areMembersEqual(one: object, other: object): boolean {
  const left = one as Record<string, unknown>;
  const right = other as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isEqual(left[key], right[key]));
}
