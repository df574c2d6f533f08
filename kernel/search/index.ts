export { marked, type Piece, snippet } from './marked.ts';
export { occurrences, readQuery, type Term, type TextQuery, wantedOf } from './query.ts';
export { isApart, searchedFields, textsOf } from './texts.ts';
export { indexedAs, lexeme, searchVector, stemLexeme } from './vector.ts';
export { wordsOf } from './words.ts';
