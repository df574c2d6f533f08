import { readdir, readFile } from 'node:fs/promises';
import { declaredTexts } from '@callosum/web/declared-texts';
import { z } from 'zod';
import { registry } from './composition.ts';

type Texts = { readonly [key: string]: string | Texts };

const texts: z.ZodType<Texts> = z.record(
  z.string(),
  z.lazy(() => z.union([z.string(), texts])),
);
const sentences = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/** A language as one file holds it; `web/messages/i18n.ts` reads it. */
export const translation = z.object({ messages: texts, sentences });
export type Translation = z.infer<typeof translation>;

const ROOT = new URL('../', import.meta.url);
/** These two stand at the top of the catalogue, for they belong to no screen. */
const TOP = new Set(['kit', 'shell']);

/** Everything there is to say, in English: what screens say, what the declarations say, and the sentences. */
export async function englishTranslation(): Promise<Translation> {
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, ROOT), 'utf8'));
  const messages: Record<string, string | Texts> = {};
  const en = 'web/messages/en/';
  for (const file of (await readdir(new URL(en, ROOT))).filter((name) => name.endsWith('.json')).sort()) {
    const name = file.replace('.json', '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (name === 'sentences') continue;
    const area = texts.parse(await read(en + file));
    Object.assign(messages, TOP.has(name) ? area : { [name]: area });
  }
  for (const discipline of await readdir(new URL('disciplines/', ROOT))) {
    const area = await read(`disciplines/${discipline}/web/messages/en.json`).catch(() => undefined);
    if (area !== undefined) messages[discipline] = texts.parse(area);
  }
  for (const [key, text] of declaredTexts(registry)) put(messages, key.split('.'), text);
  const keys = Object.keys(z.record(z.string(), z.array(z.string())).parse(await read(`${en}sentences.json`)));
  return { messages, sentences: Object.fromEntries(keys.map((key) => [key, key])) };
}

function put(into: Record<string, string | Texts>, [first = '', ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) {
    into[first] = text;
    return;
  }
  const within: Record<string, string | Texts> = {};
  const known = into[first];
  if (typeof known === 'object') Object.assign(within, known);
  put(within, rest, text);
  into[first] = within;
}

/**
 * A translation brought up to what there is to say: what was translated stays, what is new is there in English, and what
 * nobody says any more is gone. Plural forms that English does not have stay with their sisters.
 */
export function refreshed(known: Translation, english: Translation): Translation {
  return {
    messages: merged(known.messages, english.messages),
    sentences: Object.fromEntries(
      Object.entries(english.sentences).map(([key, text]) => [key, known.sentences[key] ?? text]),
    ),
  };
}

function merged(known: Texts, english: Texts): Texts {
  const kept = Object.keys(known).filter((key) => /_(zero|one|two|few|many)$/.test(key) && sister(key) in english);
  return Object.fromEntries(
    [...Object.keys(english), ...kept.filter((key) => !(key in english))].map((key) => {
      const [mine, said] = [known[key], english[key]];
      if (typeof said === 'object') return [key, merged(typeof mine === 'object' ? mine : {}, said)];
      return [key, typeof mine === 'string' ? mine : (said ?? '')];
    }),
  );
}

const sister = (key: string): string => key.replace(/_\w+$/, '_other');

/** How many of the texts are not as in English. */
export function progress(made: Translation, english: Translation): { readonly done: number; readonly all: number } {
  const pairs = [
    ...pairsOf(made.messages, english.messages),
    ...Object.entries(made.sentences).map(([key, text]) => [text, key]),
  ];
  return { done: pairs.filter(([mine, said]) => mine !== said).length, all: pairs.length };
}

function pairsOf(made: Texts, english: Texts): (readonly [string, string | undefined])[] {
  return Object.entries(made).flatMap(([key, text]) => {
    const said = english[key];
    if (typeof text === 'object') return pairsOf(text, typeof said === 'object' ? said : {});
    return [[text, typeof said === 'string' ? said : undefined] as const];
  });
}
