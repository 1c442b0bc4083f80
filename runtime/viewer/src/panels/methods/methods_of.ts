// The methods that a component offers.

import { emptyList } from "linguine-noodles/cbor";
import type { MethodID } from "linguine-noodles/protocol";

/** The same list for all that offer none, and for a component that is not there. */
export function methodsOf(
  component: { readonly methods_list: readonly MethodID[] } | undefined,
): readonly MethodID[] {
  return component?.methods_list ?? emptyList;
}
