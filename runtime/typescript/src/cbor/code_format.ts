// The format of generated code: what the code that the generator `linguine`
// writes, and this package, demand of each other.

// It grows with each version that generated code of the version before cannot be
// compiled with, or would do something else with; the generator has the same
// number (generator/linguine/emit/code_format.py).
type CodeFormat = 1;

/**
 * The fingerprint of an imported specification that code was generated with, if
 * the code that it imports has the same.
 */
export type GeneratedWith<
  Expected extends string,
  Found extends string,
> = Found extends Expected
  ? Expected
  : "this code was generated with another version of an imported specification than the code that it imports: generate both again from the same files (linguine generate --language typescript)";

/** The number that generated code has, if it was generated for this package. */
export type GeneratedFor<Format extends number> = Format extends CodeFormat
  ? Format
  : "this code was generated for another version of linguine-noodles: generate it again with the linguine that belongs to this package (linguine generate --language typescript)";
