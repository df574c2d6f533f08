import { matcherOf } from '../pattern/match.ts';
import type { Expression } from './expression.ts';
import type { Condition, Profile, Rule, Slice, StructureNode, Usage } from './model.ts';
import { parseSteps } from './values.ts';

/** Something that a profile states about its parts, and why it cannot be evaluated, if so. */
export interface Stated {
  readonly id: string;
  readonly text: string;
  /** Undefined when it can be evaluated. */
  readonly obstacle: string | undefined;
}

/** All rules and conditions of a profile. */
export function statedIn({ messages, segments, datatypes }: Profile): readonly Stated[] {
  const stated: Stated[] = [];
  const addRules = (rules: readonly Rule[] = []): void => {
    for (const { id, text, expression } of rules) stated.push({ id, text, obstacle: obstacleIn(expression) });
  };
  const addCondition = (name: string, { text, expression }: Condition): void =>
    void stated.push({ id: name, text, obstacle: obstacleIn(expression) });
  const addUsage = (name: string, { condition }: Usage): void => {
    if (condition) addCondition(name, condition);
  };
  const addSlices = (name: string, slices: readonly Slice[] = []): void => {
    for (const { condition } of slices) if (condition) addCondition(name, condition);
  };
  const addNodes = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      const name = node.kind === 'group' ? node.name : node.names.join(', ');
      addUsage(name, node.usage);
      if (node.kind === 'segment') {
        addSlices(name, node.slices);
        continue;
      }
      addRules(node.rules);
      addNodes(node.children);
    }
  };
  for (const { children, rules, coConstraints = [] } of messages) {
    addNodes(children);
    addRules(rules);
    for (const { segment, condition } of coConstraints) if (condition) addCondition(segment, condition);
  }
  for (const [id, { fields, rules }] of Object.entries(segments)) {
    for (const [at, { usage, slices }] of fields.entries()) {
      addUsage(`${id}-${at + 1}`, usage);
      addSlices(`${id}-${at + 1}`, slices);
    }
    addRules(rules);
  }
  for (const [id, { components, rules }] of Object.entries(datatypes)) {
    for (const [at, { usage }] of components.entries()) addUsage(`${id}.${at + 1}`, usage);
    addRules(rules);
  }
  return stated;
}

/** Why an expression cannot be evaluated, whatever the message. */
function obstacleIn(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'xor':
    case 'exist':
    case 'forall':
      return first(expression.of.map((one) => obstacleIn(one)));
    case 'not':
      return obstacleIn(expression.of);
    case 'imply':
      return obstacleIn(expression.condition) ?? obstacleIn(expression.assertion);
    case 'unknown':
      return expression.what;
    case 'same':
      return undefined;
    case 'compare':
      return first([expression.left, expression.right].map((path) => pathObstacle(path)));
    case 'format':
      return pathObstacle(expression.path) ?? patternObstacle(expression.pattern);
    default:
      return pathObstacle(expression.path);
  }
}

function first(obstacles: readonly (string | undefined)[]): string | undefined {
  return obstacles.find((obstacle) => obstacle !== undefined);
}

function pathObstacle(path: string): string | undefined {
  return parseSteps(path) ? undefined : `“${path}” is not a path.`;
}

function patternObstacle(pattern: string): string | undefined {
  const matcher = matcherOf(pattern);
  return typeof matcher === 'string' ? `The pattern ${pattern} cannot be used: ${matcher}` : undefined;
}
