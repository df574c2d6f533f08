/** As much of simple-hl7 as is measured here; the package brings no types. */
declare module 'simple-hl7' {
  /** A value, values side by side, or what holds them: a field, a repetition of one or a component. */
  export type SimplePart = string | readonly SimplePart[] | { readonly value: readonly SimplePart[] };
  interface Filled {
    readonly fields: readonly SimplePart[];
  }
  class Parser {
    constructor(options: { readonly segmentSeperator: string });
    parse(text: string): { readonly header: Filled; readonly segments: readonly Filled[] };
  }
  const simple: { readonly Parser: typeof Parser };
  export default simple;
}
