// Collects every sentence that the sources say (kernel/declare/say.ts, engines/*/say.ts) into the catalogue that translators work from.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['kernel', 'engines', 'disciplines', 'server', 'web', 'app'];
/** What tags a sentence; `rule` where a schema takes a string. */
const TAGS = new Set(['say', 'rule']);
export const CATALOGUE = join(ROOT, 'web', 'messages', 'en', 'sentences.json');

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'testing', 'examples'].includes(entry.name) ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/**
 * The sentences of a source: the key of each, and what the program calls that which fills its gaps.
 * @param {string} text
 * @returns {[key: string, gaps: string[]][]}
 */
export function sentencesIn(text) {
  if (![...TAGS].some((tag) => text.includes(`${tag}\``))) return [];
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && TAGS.has(node.tag.text)) {
      found.push(sentenceOf(node.template));
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX));
  return found;

  function sentenceOf(/** @type {ts.TemplateLiteral} */ template) {
    const escaped = (/** @type {string} */ part) => part.replaceAll('{', '{{');
    if (!ts.isTemplateExpression(template)) return [escaped(template.text), []];
    const spans = template.templateSpans;
    const key = spans.map(({ literal }, index) => `{${index}}${escaped(literal.text)}`).join('');
    const gaps = spans.map(({ expression }) =>
      text.slice(expression.pos, expression.end).replaceAll(/\s+/g, ' ').trim(),
    );
    return [escaped(template.head.text) + key, gaps];
  }
}

/** The catalogue as it should be written. Keys in order, so that two changes seldom meet. */
export function catalogue() {
  const gaps = new Map();
  for (const file of ROOMS.flatMap((room) => sources(join(ROOT, room)))) {
    for (const [key, names] of sentencesIn(readFileSync(file, 'utf8'))) {
      const known = gaps.get(key);
      if (!known || String(names) < String(known)) gaps.set(key, names);
    }
  }
  const keys = [...gaps.keys()].sort((a, b) => (a < b ? -1 : 1));
  const lines = keys.map(
    (key) =>
      `  ${JSON.stringify(key)}: [${gaps
        .get(key)
        .map((gap) => JSON.stringify(gap))
        .join(', ')}]`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CATALOGUE, catalogue());
