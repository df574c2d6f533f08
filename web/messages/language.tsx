import type { ReactNode } from 'react';
import { FormatProvider, useMakeFormat } from './format.ts';
import { useMakeWords, WordsProvider } from './words.ts';

/** Words and formats of the language one reads in. Screens of a project put its own zone over this. */
export function Language({ children }: { readonly children: ReactNode }) {
  return (
    <WordsProvider value={useMakeWords()}>
      <FormatProvider value={useMakeFormat('UTC')}>{children}</FormatProvider>
    </WordsProvider>
  );
}
