import type { Absent, Expression, Operator } from '../profile/expression.ts';
import { pluginOf } from './plugins.ts';
import type { XmlElement } from './xml.ts';

const OPERATORS: readonly Operator[] = ['EQ', 'NE', 'LT', 'LE', 'GT', 'GE'];

/** Reads a condition or an assertion; several side by side have to hold together. */
export function expressionOf(elements: readonly XmlElement[]): Expression {
  const expressions = elements.filter(({ name }) => name !== 'Description').map((element) => one(element));
  const [first, ...more] = expressions;
  if (!first) return { kind: 'unknown', what: 'It says nothing.' };
  return more.length === 0 ? first : { kind: 'and', of: expressions };
}

function one(element: XmlElement): Expression {
  const { name, attributes, children } = element;
  const { Path = '.', Text = '', CSV = '', Regex = '' } = attributes;
  const ignoreCase = attributes.IgnoreCase === 'true';
  const values = {
    path: Path,
    absent: absentOf(attributes),
    ...(attributes.AtLeastOnce === 'true' ? { atLeastOnce: true } : {}),
  };
  switch (name) {
    case 'AND':
    case 'FORALL':
      return { kind: name === 'AND' ? 'and' : 'forall', of: children.map((child) => one(child)) };
    case 'OR':
    case 'EXIST':
      return { kind: name === 'OR' ? 'or' : 'exist', of: children.map((child) => one(child)) };
    case 'XOR':
      return { kind: 'xor', of: children.map((child) => one(child)) };
    case 'NOT':
      return { kind: 'not', of: expressionOf(children) };
    case 'IMPLY':
      return {
        kind: 'imply',
        condition: expressionOf(children.slice(0, 1)),
        assertion: expressionOf(children.slice(1)),
      };
    case 'Presence':
      return { kind: 'presence', path: Path };
    case 'PlainText':
      return { kind: 'text', text: Text, ignoreCase, ...values };
    case 'StringList':
      return { kind: 'list', values: CSV.split(',').map((value) => value.trim()), ignoreCase, ...values };
    case 'NumberList':
      return { kind: 'numbers', values: CSV.split(',').map(Number), ...values };
    case 'Format':
      return { kind: 'format', pattern: Regex, ...values };
    case 'SimpleValue':
      return { kind: 'value', operator: operatorOf(attributes.Operator), value: attributes.Value ?? '', ...values };
    case 'PathValue':
      return compared(attributes);
    case 'SetID':
    case 'SetId':
      return { kind: 'sequence', path: Path };
    case 'Plugin':
      return pluginOf(attributes.QualifiedClassName ?? '');
    default:
      return { kind: 'unknown', what: `Tests of the kind ${name} cannot be evaluated.` };
  }
}

function compared(attributes: XmlElement['attributes']): Expression {
  const mode = (text: string | undefined): 'all' | 'one' => (text === 'AtLeastOne' ? 'one' : 'all');
  return {
    kind: 'compare',
    left: attributes.Path1 ?? '.',
    right: attributes.Path2 ?? '.',
    operator: operatorOf(attributes.Operator),
    absent: absentOf(attributes),
    leftMode: mode(attributes.Path1Mode),
    rightMode: mode(attributes.Path2Mode),
  };
}

/** Without a statement, what is not there breaks no rule. */
function absentOf({ NotPresentBehavior }: XmlElement['attributes']): Absent {
  return NotPresentBehavior === 'FAIL' ? 'fail' : NotPresentBehavior === 'INCONCLUSIVE' ? 'inconclusive' : 'pass';
}

function operatorOf(text: string | undefined): Operator {
  return OPERATORS.find((operator) => operator === text) ?? 'EQ';
}
