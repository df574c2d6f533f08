import { say, type Sentence } from '../say.ts';
import { ExpressionError, type Token, tokensOf } from './lex.ts';
import { FUNCTIONS, type Part, SIGNS, type Value, type ValueType } from './operations.ts';

/** A field that expressions may speak of. */
export interface Named {
  readonly name: string;
  readonly label: string;
  /** Undefined: a field whose values cannot be worked with. */
  readonly type: ValueType | undefined;
}

/** Deep enough for any honest formula; a text of a million brackets must not exhaust the stack. */
const DEEPEST = 60;

const LEVELS: readonly (readonly string[])[] = [
  ['=', '<>', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];

/** Reads and checks an expression. @throws ExpressionError with the place of what is wrong. */
export function parse(source: string, fields: readonly Named[]): Part {
  const tokens = tokensOf(source);
  const reader = createReader(tokens, fields);
  const part = reader.whole();
  return part;
}

function createReader(tokens: readonly Token[], fields: readonly Named[]) {
  let next = 0;
  let depth = 0;
  const end: Token = { is: 'end', value: '', at: 0 };
  const peek = (): Token => tokens[next] ?? tokens.at(-1) ?? end;
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  const isSign = (value: string): boolean => peek().is === 'sign' && peek().value === value;
  const isWord = (value: string): boolean => peek().is === 'name' && peek().value === value;
  const expect = (sign: string): void => {
    if (!isSign(sign)) throw new ExpressionError(peek().at, say`Here “${sign}” is needed.`);
    next += 1;
  };

  /** or, and: what decides without the other side does so, even when the other side is missing. */
  const joined = (word: 'or' | 'and', of: () => Part): Part => {
    let left = of();
    while (isWord(word)) {
      take();
      const [a, b] = [flag(left), flag(of())];
      const decides = word === 'or';
      left = {
        type: 'flag',
        at: a.at,
        work: (given) => {
          const [one, two] = [a.work(given), b.work(given)];
          if (one === decides || two === decides) return decides;
          return one === undefined || two === undefined ? undefined : !decides;
        },
      };
    }
    return left;
  };
  const expression = (): Part => {
    depth += 1;
    if (depth > DEEPEST) throw new ExpressionError(peek().at, say`This formula is nested too deeply.`);
    const part = joined('or', () => joined('and', () => level(0)));
    depth -= 1;
    return part;
  };
  const level = (index: number): Part => {
    const signs = LEVELS[index];
    if (!signs) return signed();
    let left = level(index + 1);
    while (peek().is === 'sign' && signs.includes(String(peek().value))) {
      const sign = take();
      left = apply(SIGNS, String(sign.value), [left, level(index + 1)], sign.at);
    }
    return left;
  };
  const signed = (): Part => {
    if (!isSign('-')) return single();
    const { at } = take();
    depth += 1;
    if (depth > DEEPEST) throw new ExpressionError(at, say`This formula is nested too deeply.`);
    const part = apply(SIGNS, '-', [constant('number', 0, at), signed()], at);
    depth -= 1;
    return part;
  };
  const single = (): Part => {
    const token = take();
    switch (token.is) {
      case 'number':
        return constant('number', token.value, token.at);
      case 'text':
        return constant('text', token.value, token.at);
      case 'label':
        return field(token.value, token.at, fields);
      case 'name':
        return isSign('(') ? call(token.value, token.at) : word(token.value, token.at);
      case 'sign': {
        if (token.value !== '(') throw new ExpressionError(token.at, say`“${token.value}” cannot stand here.`);
        const part = expression();
        expect(')');
        return part;
      }
      case 'end':
        throw new ExpressionError(token.at, say`Here a value is missing.`);
    }
  };
  const word = (name: string, at: number): Part => {
    if (name === 'yes' || name === 'no') return constant('flag', name === 'yes', at);
    return field(name, at, fields);
  };
  const call = (name: string, at: number): Part => {
    expect('(');
    const given: Part[] = [];
    while (!isSign(')')) {
      if (given.length > 0) expect(',');
      given.push(expression());
    }
    take();
    const special = SPECIAL[name];
    return special && Object.hasOwn(SPECIAL, name) ? special(given, at) : apply(FUNCTIONS, name, given, at);
  };
  return {
    whole: (): Part => {
      const part = expression();
      if (peek().is !== 'end') throw new ExpressionError(peek().at, say`“${peek().value}” is one too many.`);
      return part;
    },
  };
}

function field(wanted: string, at: number, fields: readonly Named[]): Part {
  const found =
    fields.find(({ name }) => name === wanted) ??
    fields.find(({ label }) => label.toLowerCase() === wanted.toLowerCase());
  if (!found) throw new ExpressionError(at, say`There is no field “${wanted}”.`);
  if (!found.type) throw new ExpressionError(at, say`A formula cannot work with “${found.label}”.`);
  const { name, type } = found;
  return { type, at, work: (given) => given.value(name) };
}

function constant(type: ValueType, value: Value, at: number): Part {
  return { type, at, work: () => value };
}

function flag(part: Part): Part {
  if (part.type !== 'flag') throw new ExpressionError(part.at, say`This is a ${part.type} and not yes or no.`);
  return part;
}

/** Finds the operation that takes parts of these types. Where one of them is missing, so is what follows from it. */
function apply(known: typeof SIGNS, name: string, parts: readonly Part[], at: number): Part {
  const ways = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!ways) throw new ExpressionError(at, say`There is no function “${name}”.`);
  const way = ways.find(
    ({ takes }) => takes.length === parts.length && takes.every((type, index) => type === parts[index]?.type),
  );
  if (!way) {
    const given = parts.map(({ type }) => type).join(', ') || 'nothing';
    const taken = ways.map(({ takes }) => takes.join(', ')).join('; or ');
    throw new ExpressionError(at, say`“${name}” takes ${taken}. It is given ${given}.`);
  }
  return {
    type: way.gives,
    at,
    work: (given) => {
      const values: Value[] = [];
      for (const part of parts) {
        const value = part.work(given);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return way.of(...values);
    },
  };
}

/** Functions that can do with missing values. */
const SPECIAL: Readonly<Record<string, (parts: readonly Part[], at: number) => Part>> = {
  today: (parts, at) => {
    need(parts.length === 0, at, say`“today” takes nothing.`);
    return { type: 'date', at, work: ({ today }) => today };
  },
  if: ([test, yes, no, ...more], at) => {
    if (!test || !yes || !no || more.length > 0) throw new ExpressionError(at, say`“if” takes a test and two values.`);
    need(yes.type === no.type, no.at, say`Both values of “if” are of one type; these are ${yes.type} and ${no.type}.`);
    const sure = flag(test);
    return {
      type: yes.type,
      at,
      work: (given) => {
        const decided = sure.work(given);
        return decided === undefined ? undefined : (decided ? yes : no).work(given);
      },
    };
  },
  set: ([part, ...more], at) => {
    if (!part || more.length > 0) throw new ExpressionError(at, say`“set” takes one value.`);
    return { type: 'flag', at, work: (given) => part.work(given) !== undefined };
  },
  default: ([part, other, ...more], at) => {
    if (!part || !other || more.length > 0) throw new ExpressionError(at, say`“default” takes two values.`);
    need(part.type === other.type, other.at, say`Both values of “default” are of one type.`);
    return { type: part.type, at, work: (given) => part.work(given) ?? other.work(given) };
  },
};

function need(holds: boolean, at: number, message: Sentence): void {
  if (!holds) throw new ExpressionError(at, message);
}
