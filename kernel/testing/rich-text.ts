import fc from 'fast-check';
import { isRichText } from '../declare/rich-text/check.ts';
import { isList, type Json } from '../declare/json.ts';
import type { Inline, InnerBlock, Mark, RichBlock, RichParagraph, RichText } from '../declare/rich-text/model.ts';

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll(/[\n\r\u2028\u2029]/g, ' ').toWellFormed());
const address = fc.constantFrom('https://example.org/a?b=c#d', 'http://intranet/', 'mailto:ward@example.org');

const marks: fc.Arbitrary<readonly Mark[]> = fc.oneof(
  fc.constant<readonly Mark[]>([{ type: 'code' }]),
  fc.subarray(['bold', 'italic'] as const).map((types): readonly Mark[] => types.map((type) => ({ type }))),
  address.map((href): readonly Mark[] => [{ type: 'link', attrs: { href } }, { type: 'bold' }]),
);

const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(words, marks)
      .map(([text, of]): Inline => (of.length === 0 ? { type: 'text', text } : { type: 'text', text, marks: of })),
  },
);

const line = fc.array(inline, { maxLength: 4 }).map(joined);

/** Neighbours that look the same are one text, as an editor has them. */
function joined(parts: readonly Inline[]): readonly Inline[] {
  return parts.reduce<readonly Inline[]>((before, part) => {
    const last = before.at(-1);
    const same =
      last?.type === 'text' && part.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(part.marks);
    return same ? [...before.slice(0, -1), { ...last, text: last.text + part.text }] : [...before, part];
  }, []);
}

const paragraph: fc.Arbitrary<RichParagraph> = line.map((content) =>
  content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content },
);

const { inner } = fc.letrec<{ inner: InnerBlock; item: readonly InnerBlock[] }>((tie) => ({
  inner: fc.oneof(
    // A list in a list is two levels deeper each time, and a text has twelve.
    { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
    paragraph,
    fc
      .tuple(
        fc.constantFrom('bulletList' as const, 'orderedList' as const),
        fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
      )
      .map(([type, items]): InnerBlock => ({ type, content: items.map((content) => ({ type: 'listItem', content })) })),
    fc.array(fc.tuple(fc.boolean(), tie('item')), { minLength: 1, maxLength: 3 }).map((items): InnerBlock => ({
      type: 'taskList',
      content: items.map(([checked, content]) => ({ type: 'taskItem', attrs: { checked }, content })),
    })),
    fc
      .array(tie('inner'), { minLength: 1, maxLength: 2 })
      .map((content): InnerBlock => ({ type: 'blockquote', content })),
  ),
  item: fc
    .tuple(paragraph, fc.array(tie('inner'), { maxLength: 1 }))
    .map(([first, rest]): readonly InnerBlock[] => [first, ...rest]),
}));

const table: fc.Arbitrary<RichBlock> = fc.integer({ min: 1, max: 3 }).chain((columns) =>
  fc
    .array(
      fc.array(fc.tuple(fc.boolean(), fc.array(paragraph, { minLength: 1, maxLength: 2 })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((rows): RichBlock => ({
      type: 'table',
      content: rows.map((cells) => ({
        type: 'tableRow',
        content: cells.map(([head, content]) => ({ type: head ? 'tableHeader' : 'tableCell', content })),
      })),
    })),
);

const heading: fc.Arbitrary<RichBlock> = fc
  .tuple(fc.constantFrom(1 as const, 2 as const, 3 as const), line)
  .map(([level, content]) => ({ type: 'heading', attrs: { level }, ...(content.length === 0 ? {} : { content }) }));

/** Rich texts of every shape. */
export const richTexts: fc.Arbitrary<RichText> = fc
  .tuple(
    words.filter((text) => text.trim() !== ''),
    fc.array(fc.oneof(inner, inner, heading, table), { maxLength: 4 }),
  )
  .map(([text, blocks]) => ({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }, ...blocks],
  }));

/** Rich texts somebody has meddled with: one part of them replaced by something else, or given one thing more. */
export const hostileTexts: fc.Arbitrary<Json> = fc
  .tuple(richTexts, fc.nat(), fc.nat(), fc.constantFrom<Json>(...hostileParts()))
  .map(([text, place, how, evil]) => meddle(text, place, how, evil));

function hostileParts(): [Json, ...Json[]] {
  return [
    { type: 'image', attrs: { src: 'https://example.org/x.png' } },
    { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] },
    { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
    { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: ' java\tscript:alert(1)' } }] },
    { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'data:text/html,x' } }] },
    { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'https://a', onclick: 'x' } }] },
    { type: 'heading', attrs: { level: 7 }, content: [{ type: 'text', text: 'a' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'a' }] },
    { type: 'tableRow', content: [] },
    { type: 'text', text: 'fine' },
    { __proto__: null, type: 'constructor' },
    null,
    7,
    '<img src=x onerror=alert(1)>',
    [],
    {},
  ];
}

/** Replaces a part of a value, counted from the outside, or adds to it. */
function meddle(value: RichText, place: number, how: number, evil: Json): Json {
  const paths = pathsIn(value, []);
  const path = paths[place % paths.length] ?? [];
  return changeAt(value, path, (part) => {
    if (how % 2 === 0 || typeof part !== 'object' || part === null) return evil;
    return isList(part) ? [...part, evil] : { ...part, attrs: evil };
  });
}

type Path = readonly (string | number)[];

function pathsIn(value: Json, at: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}

function changeAt(value: Json, [step, ...rest]: Path, change: (part: Json) => Json): Json {
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, Json] => [
    key,
    key === String(step) ? changeAt(part, rest, change) : part,
  ]);
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

/** Holds something for rich texts of every shape. */
export function ofRichTexts(holds: (value: RichText) => void): void {
  fc.assert(fc.property(richTexts, holds));
}

/** Holds something for what the kernel still takes of texts that somebody has meddled with, and for whole ones. */
export async function ofTakenTexts(holds: (value: RichText) => Promise<void>): Promise<void> {
  const taken = fc.oneof(richTexts, hostileTexts).filter((value): value is RichText & Json => isRichText(value));
  await fc.assert(fc.asyncProperty(taken, holds), { numRuns: 40 });
}
