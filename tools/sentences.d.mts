/** Path of the catalogue of sentences. */
export const CATALOGUE: string;

/** The sentences of a source: the key of each, and what the program calls that which fills its gaps. */
export function sentencesIn(text: string): readonly (readonly [key: string, gaps: readonly string[]])[];

/** The catalogue as it should be written. */
export function catalogue(): string;
