// The calls that wait for a reply.

import type { Any } from "linguine-noodles/cbor";
import type { MsgMethodReply } from "linguine-noodles/protocol";
import { ClientError, MethodError } from "./error.js";

interface Pending {
  readonly onResult: ((result: Any) => void) | undefined;
  resolve(result: Any): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class PendingCalls {
  private readonly calls = new Map<string, Pending>();
  private readonly prefix = randomPrefix();
  private count = 0;

  get size(): number {
    return this.calls.size;
  }

  /**
   * An identifier for the next call, in the form of a UUID, which colabrodo
   * wants.
   */
  nextID(): string {
    this.count += 1;
    return this.prefix + this.count.toString(16).padStart(12, "0");
  }

  /**
   * The reply to this call; rejected after `timeout`, where it is not 0.
   * `onResult` is called before the messages behind the reply are read.
   */
  wait(
    id: string,
    method: string,
    timeout: number,
    onResult?: (result: Any) => void,
  ): Promise<Any> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        const words = `no reply to ${method} within ${timeout} ms`;
        this.reject(id, new ClientError("timeout", words));
      };
      const timer = timeout > 0 ? setTimeout(fail, timeout) : undefined;
      this.calls.set(id, { resolve, reject, timer, onResult });
    });
  }

  /** Ends the call of this reply. False if there is none. */
  answer(reply: MsgMethodReply): boolean {
    const call = this.take(reply.invoke_id);
    if (call === undefined) return false;
    const { outcome } = reply;
    if (outcome?.kind === "method_exception") {
      const { code, message, data } = outcome.value;
      call.reject(new MethodError(code, message, data));
    } else {
      end(call, outcome?.value ?? null);
    }
    return true;
  }

  /** Ends a call with an error. */
  reject(id: string, error: Error): void {
    this.take(id)?.reject(error);
  }

  /** Ends every call with an error. */
  rejectAll(error: Error): void {
    for (const id of [...this.calls.keys()]) this.reject(id, error);
  }

  private take(id: string): Pending | undefined {
    const call = this.calls.get(id);
    if (call === undefined) return undefined;
    this.calls.delete(id);
    clearTimeout(call.timer);
    return call;
  }
}

function end(call: Pending, result: Any): void {
  try {
    call.onResult?.(result);
    call.resolve(result);
  } catch (error) {
    call.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

// The first 24 characters of a random UUID. crypto.randomUUID is missing in
// pages that came over plain http.
function randomPrefix(): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () =>
      Math.floor(Math.random() * 16).toString(16),
    ).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-`;
}
