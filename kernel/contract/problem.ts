import { z } from 'zod';
import type { SentenceForm } from '../declare/say.ts';

/** What a translation needs of a sentence: its key in the catalogue and what fills the gaps. The English text stands beside it. */
export const sentenceShape: z.ZodType<SentenceForm> = z.object({
  key: z.string(),
  get values(): z.ZodType<SentenceForm['values']> {
    return z.array(z.union([z.string(), z.number(), sentenceShape]));
  },
});

/** What other languages need of a message; absent in what was kept before there was any. */
export const messageSentences = z.object({ message: sentenceShape }).optional();

/** Something told: in English, and what other languages need of it. */
export const toldShape = z.object({ message: z.string(), sentences: messageSentences });

/** The same of a reason that stands beside what came of something. */
export const whySentence = z.object({ why: sentenceShape }).optional();

export interface ProblemView {
  severity: 'error' | 'warning';
  code: string;
  /** In English. */
  message: string;
  path?: (string | number)[] | undefined;
  remedy?: string | undefined;
  /** The same for other languages; absent in what was kept before there were any. */
  sentences?: { message: SentenceForm; remedy?: SentenceForm | undefined } | undefined;
}

/** One thing that is wrong, where, and what to do about it. Its type is named, because every route carries it. */
export const problemShape: z.ZodType<ProblemView> = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  remedy: z.string().optional(),
  sentences: z.object({ message: sentenceShape, remedy: sentenceShape.optional() }).optional(),
});
