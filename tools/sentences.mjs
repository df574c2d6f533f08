// Collects every sentence that the sources say (kernel/declare/say.ts, engines/*/say.ts) into the catalogue that translators work from.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/** What holds the words of a problem, a finding, a warning or a reason, as a property or a variable. */
const HOLDS = /^(?:message|remedy|meaning|detail|problem|fault|obstacle|why|warning|finding|notice|lack)$/;
/** What makes or tells one, and what says why something is not so. */
const TELLS =
  /^(?:refus\w*|problem|\w+Problem|\w*[fF]inding|\w*[wW]arning|warn|\w*[fF]ault|wrong|reject|obstacle\w*|told|why[A-Z]\w*)$/;
/** Words, as opposed to a code or a name: a letter, a space and a letter in small type. */
const WORDS = /[a-z’,;:”] [a-z“]/;

/**
 * Words that are told to people as a string, so that no translation reaches them: the lines they stand in. What a program throws as its own fault (`new Error`) and
 * what it writes into a log is not told to people.
 * @param {string} text
 * @returns {{ line: number, words: string }[]}
 */
export function unsaidIn(text) {
  const source = ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = [];
  const nameOf = (/** @type {ts.Node | undefined} */ node) =>
    node && (ts.isIdentifier(node) || ts.isStringLiteral(node))
      ? node.text
      : node && ts.isPropertyAccessExpression(node)
        ? node.name.text
        : '';
  /** The strings that an expression may come to. */
  const strings = (/** @type {ts.Node | undefined} */ node) => {
    if (!node) return [];
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [node];
    if (ts.isConditionalExpression(node)) return [...strings(node.whenTrue), ...strings(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return [...strings(node.left), ...strings(node.right)];
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
      return strings(node.expression);
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(strings);
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return strings(node.body);
    return [];
  };
  const take = (/** @type {ts.Node | undefined} */ node) => {
    for (const one of strings(node)) {
      const words = ts.isTemplateExpression(one)
        ? [one.head.text, ...one.templateSpans.map(({ literal }) => literal.text)].join('…')
        : one.text;
      if (WORDS.test(words)) found.push({ line: source.getLineAndCharacterOfPosition(one.getStart()).line + 1, words });
    }
  };
  const visit = (/** @type {ts.Node} */ node, /** @type {boolean} */ tells) => {
    if (ts.isPropertyAssignment(node) && HOLDS.test(nameOf(node.name))) take(node.initializer);
    if (ts.isVariableDeclaration(node) && HOLDS.test(nameOf(node.name))) take(node.initializer);
    if (ts.isCallExpression(node) && TELLS.test(nameOf(node.expression))) node.arguments.forEach(take);
    if (ts.isReturnStatement(node) && tells) take(node.expression);
    if (ts.isVariableDeclaration(node) && TELLS.test(nameOf(node.name))) take(node.initializer);
    const isNamed = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isVariableDeclaration(node);
    const inside = isNamed ? TELLS.test(nameOf(node.name)) : tells;
    node.forEachChild((child) => visit(child, inside));
  };
  visit(source, false);
  const places = new Set();
  return found.filter(({ line, words }) => !places.has(`${line} ${words}`) && places.add(`${line} ${words}`));
}

/** Every source that may tell people something, with what it tells past the catalogue. The command line prints English, and what an invented hospital says is a story. */
export function unsaid() {
  return ['kernel', 'engines', 'disciplines', 'server', 'app']
    .flatMap((room) => sources(join(ROOT, room)))
    .map((path) => ({ path, file: relative(ROOT, path) }))
    .filter(({ file }) => !/^app\/(?:commands|demo)\//.test(file))
    .map(({ path, file }) => ({ file, found: unsaidIn(readFileSync(path, 'utf8')) }))
    .filter(({ found }) => found.length > 0);
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
