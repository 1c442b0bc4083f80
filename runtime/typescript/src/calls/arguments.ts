// Arguments and results of calls, from and to their types.

import {
  type Any,
  DecodeError,
  Encoded,
  Reader,
  Writer,
  writeAny,
} from "linguine-noodles/cbor";

/** An argument or a result whose type is not that of the specification. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

/** The arguments of a call or a signal, encoded one after another. */
export class ArgumentList {
  private readonly values: Any[] = [];
  private used = 0;

  /** Adds an argument. */
  add<T>(value: T, write: (writer: Writer, value: T) => void): void {
    const writer = Writer.borrow();
    write(writer, value);
    this.values.push(new Encoded(writer.giveBack()));
    this.used = this.values.length;
  }

  /** Adds an argument that may be absent. */
  addOptional<T>(
    value: T | undefined,
    write: (writer: Writer, value: T) => void,
  ): void {
    if (value === undefined) this.values.push(null);
    else this.add(value, write);
  }

  /**
   * The arguments. An absent one is null, or left out if no present argument
   * follows.
   */
  get items(): readonly Any[] {
    return this.values.slice(0, this.used);
  }
}

/** Reads the result of a call; throws a ValueError if it has another type. */
export function readResult<T>(result: Any, read: (reader: Reader) => T): T {
  return readValue("result", result, read);
}

/** Reads arguments in turn. */
export class ArgumentReader {
  private readonly list: readonly Any[];
  private index = 0;

  constructor(list: readonly Any[]) {
    this.list = list;
  }

  /** Reads the next argument; throws a ValueError that names it. */
  read<T>(name: string, read: (reader: Reader) => T): T {
    if (this.index >= this.list.length) {
      throw new ValueError(`argument ${name} is missing`);
    }
    return readValue(`argument ${name}`, this.list[this.index++], read);
  }

  /** The same for an argument that may be absent or null. */
  readOptional<T>(name: string, read: (reader: Reader) => T): T | undefined {
    const value = this.list[this.index];
    if (value === undefined || value === null) {
      this.index += 1;
      return undefined;
    }
    return this.read(name, read);
  }
}

/** The result of `read` for the arguments, or the error of one of them. */
export function readArguments<T>(
  list: readonly Any[],
  read: (reader: ArgumentReader) => T,
): T | ValueError {
  try {
    return read(new ArgumentReader(list));
  } catch (error) {
    if (error instanceof ValueError) return error;
    throw error;
  }
}

function readValue<T>(
  what: string,
  value: Any,
  read: (reader: Reader) => T,
): T {
  const writer = Writer.borrow();
  writeAny(writer, value);
  const bytes = writer.giveBack();
  try {
    return read(new Reader(bytes));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { path, expected, found } = error;
    const dot = path === "" || path.startsWith("[") ? "" : ".";
    throw new ValueError(
      `${what}${dot}${path}: expected ${expected}, found ${found}`,
    );
  }
}
