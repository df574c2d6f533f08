import type { Json } from '@callosum/kernel';
import type { JSONContent } from '@tiptap/core';

/** What the kernel keeps of a node's attributes; an editor writes more. */
const KEPT: Readonly<Record<string, string>> = { heading: 'level', taskItem: 'checked', link: 'href' };

/**
 * What an editor holds as it is stored; undefined when there is nothing to read in it. Whether it keeps to the limits is
 * for the field type to say.
 */
export function stored(doc: JSONContent): Json | undefined {
  const content = (doc.content ?? []).map(node);
  // Editors keep an empty line at the end, to have somewhere to go on.
  while (isEmptyLine(content.at(-1))) content.pop();
  return content.some(saysSomething) ? { type: 'doc', content } : undefined;
}

function node({ type = '', attrs, content }: JSONContent): Json {
  const kept = KEPT[type];
  const parts = content?.flatMap((part) => (part.type === 'text' ? textParts(part) : [node(part)])) ?? [];
  return {
    type,
    ...(kept === undefined ? {} : { attrs: { [kept]: plain(attrs?.[kept]) } }),
    ...(parts.length === 0 ? {} : { content: parts }),
  };
}

/** A new line within a text is a break of its own. */
function textParts({ text = '', marks = [] }: JSONContent): Json[] {
  const own = marks.map(({ type, attrs }): Json => {
    const kept = KEPT[type];
    return kept === undefined ? { type } : { type, attrs: { [kept]: plain(attrs?.[kept]) } };
  });
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((part, index): Json[] => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(part === '' ? [] : [{ type: 'text', text: part, ...(own.length === 0 ? {} : { marks: own }) }]),
    ]);
}

function plain(value: unknown): Json {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function isEmptyLine(value: Json | undefined): boolean {
  return value !== undefined && JSON.stringify(value) === '{"type":"paragraph"}';
}

function saysSomething(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('text' in value) return typeof value.text === 'string' && value.text.trim() !== '';
  return 'content' in value && Array.isArray(value.content) && value.content.some(saysSomething);
}
