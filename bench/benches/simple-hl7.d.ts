declare module 'simple-hl7' {
  /** The part of the library that the bench uses; it brings no types of its own. */
  const library: {
    readonly Parser: new (options: { readonly segmentSeperator: string }) => {
      readonly parse: (text: string) => { readonly segments: readonly unknown[] };
    };
  };
  export default library;
}
