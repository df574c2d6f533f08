import type { Pattern } from './pattern.ts';
import { fold } from './fold.ts';
import { isClinical } from './words.ts';

/** “Works for Boeing”, “employed by Acme Steel”: employers count as names (45 CFR 164.514(b)(2)(i)). */
export const EMPLOYERS: readonly Pattern[] = [
  {
    rule: 'employer',
    class: 'names',
    treatment: 'name',
    weight: 57,
    needs: /work|employ|job/i,
    find: /(?<![\p{L}])(?:[Ww]ork(?:s|ed|ing)?|[Ee]mployed|[Ee]mployment|[Jj]ob)\s(?:as\s(?:an?\s)?[\p{L}-]{2,20}(?:\s[\p{L}-]{2,20})?\s)?(?:full[\s-]time\s|part[\s-]time\s)?(?:for|at|by|with)\s(?:the\s)?(?<value>\p{Lu}[\p{L}\p{N}&'’-]{2,24}(?:\s(?:&\s|and\s|of\s)?\p{Lu}[\p{L}\p{N}&'’-]{1,24}){0,3})/dgu,
    accept: (match) =>
      // “General Motors” is more than the word it begins with.
      !(match.groups?.['value'] ?? '').split(' ').every((word) => isClinical(fold(word))) &&
      !/^(?:Home|Night|Days?|This|That|His|Her|Their|Our|Dr|Mr|Mrs|Ms)\b/.test(match.groups?.['value'] ?? ''),
  },
];
