import { fill, type SentenceForm } from '@callosum/kernel/say';
import { accent } from '../messages/pseudo.ts';

/** Every text a person can meet, visible or read aloud. */
export function wordsOn(screen: HTMLElement): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node.textContent ?? '');
  for (const element of screen.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.filter((text) => /[A-Za-z]/.test(text));
}

/** A sentence as the pseudo-language says it: its words with accents, its data as they are. */
export function pseudoOf({ key, values }: SentenceForm): string {
  return fill(
    accent(key),
    values.map((value) => (typeof value === 'object' ? pseudoOf(value) : String(value))),
  );
}
