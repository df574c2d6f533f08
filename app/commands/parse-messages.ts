import { treeOf } from '@callosum/hl7v2';
import type { FileTree, MessageTree, TreeNode } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { counted, printResult } from './terminal.ts';

type Parsed = { readonly file: string } & FileTree;

/** Tells everything that files hold. @returns the exit status. */
export async function parseMessages(files: readonly string[], { json }: { readonly json: boolean }): Promise<number> {
  const results = await withEachHl7(files, (file, read): Parsed => ({ file, ...treeOf(read) }));
  for (const result of results) if (isUnread(result)) sayUnread(result);
  const trees = results.flatMap((result) => (isUnread(result) ? [] : [result]));
  printResult(
    json,
    results,
    trees.flatMap((tree) => linesOf(tree)),
  );
  return trees.length < results.length || trees.some(({ messages }) => messages.length === 0) ? 1 : 0;
}

function linesOf({ file, messages, problems }: Parsed): string[] {
  return [
    `${file}: ${counted(messages.length, 'message')}`,
    ...problems.map(({ text, remedy, place }) => `▲ line ${place?.line ?? 1}: ${text} ${remedy}`),
    ...messages.flatMap((message) => messageLines(message)),
  ];
}

function messageLines({ type, controlId, version, charset, line, segments, problems }: MessageTree): string[] {
  return [
    `line ${line}: ${type || 'no type'}, control id ${controlId || 'none'}, version ${version || 'none'}, ${charset}`,
    ...problems.map(({ text, remedy, place }) => `  ▲ line ${place?.line ?? line}: ${text} ${remedy}`),
    ...segments.flatMap((segment) => nodeLines(segment, '  ')),
  ];
}

function nodeLines({ path, start, end, value, parts }: TreeNode, indent: string): string[] {
  const head = `${indent}${path}  ${start}–${end}`;
  if (!parts) return [`${head}  ${shown(value ?? '')}`];
  return [head, ...parts.flatMap((part) => nodeLines(part, `${indent}  `))];
}

/** One line of a value, without characters that would move the cursor. */
function shown(value: string): string {
  return value.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
