import { evaluate } from '../profile/evaluate.ts';
import type { Profile, Rule, Usage, UsageCode } from '../profile/model.ts';
import type { Instance } from '../profile/values.ts';
import type { At, Findings, Severity } from './findings.ts';

/** What a check needs everywhere. */
export interface CheckContext {
  readonly profile: Profile;
  readonly findings: Findings;
  readonly against: 'standard' | 'profile';
}

/** A usage without conditions, and for people the condition that led to it; undefined when nobody can tell. */
export interface EffectiveUsage {
  readonly code: UsageCode | undefined;
  readonly why: string;
}

const PLAIN: Readonly<Record<Exclude<UsageCode, 'C' | 'CE'>, EffectiveUsage>> = {
  R: { code: 'R', why: '' },
  RE: { code: 'RE', why: '' },
  O: { code: 'O', why: '' },
  X: { code: 'X', why: '' },
  B: { code: 'B', why: '' },
  W: { code: 'W', why: '' },
};
const OPEN: EffectiveUsage = { code: undefined, why: '' };

/** What an element is to be here, its condition considered. */
export function effectiveUsage({ code, condition, whenTrue, whenFalse }: Usage, instance: Instance): EffectiveUsage {
  if (code !== 'C' && code !== 'CE') return PLAIN[code];
  if (!condition) return OPEN;
  const verdict = evaluate(condition.expression, instance);
  if ('unknown' in verdict) return { code: undefined, why: verdict.unknown };
  return {
    code: verdict.holds ? whenTrue : whenFalse,
    why: ` (${verdict.holds ? '' : 'not: '}${condition.text.trim()})`,
  };
}

/** Evaluates rules about a part of a message. */
export function checkRules(
  rules: readonly Rule[] | undefined,
  instance: Instance,
  at: At,
  { findings }: CheckContext,
  occurrence = 1,
): void {
  for (const { id, text, strength, expression } of rules ?? []) {
    const verdict = evaluate(expression, instance, occurrence);
    if ('unknown' in verdict) {
      findings.add('information', 'rule-not-evaluated', at, `${id}: ${text.trim()} ${verdict.unknown}`.trim());
    } else if (!verdict.holds) {
      const severity: Severity = strength === 'SHALL' ? 'error' : strength === 'SHOULD' ? 'warning' : 'information';
      findings.add(severity, 'rule-broken', at, `${id}: ${text.trim()}`);
    }
  }
}
