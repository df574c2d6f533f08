/** The files of hl7-dictionary that are used; the package brings no types of its own. */
interface DictionaryElement {
  readonly datatype: string;
  readonly desc: string;
  /** 1 optional, 2 required, 3 conditional, 4 kept for backward compatibility. */
  readonly opt: number;
  /** Most occurrences; 0 for any number. */
  readonly rep: number;
  readonly len?: number;
  readonly table?: number;
}

interface DictionaryNode {
  readonly name: string;
  readonly desc: string;
  readonly min: number;
  /** 0 for any number. */
  readonly max: number;
  /** Of a group. */
  readonly children?: readonly DictionaryNode[];
  /** Of a choice. */
  readonly compounds?: readonly DictionaryNode[];
}

interface DictionaryVersion {
  readonly fields: Readonly<
    Record<string, { readonly desc: string; readonly subfields: readonly DictionaryElement[] }>
  >;
  readonly segments: Readonly<Record<string, { readonly desc: string; readonly fields: readonly DictionaryElement[] }>>;
  readonly messages: Readonly<
    Record<string, { readonly desc: string; readonly segments: { readonly segments: readonly DictionaryNode[] } }>
  >;
}

declare module 'hl7-dictionary/lib/*/index.js' {
  const version: DictionaryVersion;
  export default version;
}

declare module 'hl7-dictionary/lib/tables.js' {
  const tables: Readonly<Record<string, { readonly desc: string; readonly values: Readonly<Record<string, string>> }>>;
  export default tables;
}
