import { evaluate } from '../profile/evaluate.ts';
import type { Profile, Rule, Usage, UsageCode } from '../profile/model.ts';
import { say, type Said } from '../say.ts';
import type { Instance } from '../profile/values.ts';
import type { At, Findings, Severity } from './findings.ts';

/** What a check needs everywhere. */
export interface CheckContext {
  readonly profile: Profile;
  readonly findings: Findings;
  readonly against: 'standard' | 'profile';
}

/** A usage without conditions, and for people the condition that led to it, or why nobody can tell. */
export interface EffectiveUsage {
  readonly code: UsageCode | undefined;
  readonly why?: Said;
}

const PLAIN: Readonly<Record<Exclude<UsageCode, 'C' | 'CE'>, EffectiveUsage>> = {
  R: { code: 'R' },
  RE: { code: 'RE' },
  O: { code: 'O' },
  X: { code: 'X' },
  B: { code: 'B' },
  W: { code: 'W' },
};
const MAY_BE_MISSING: ReadonlySet<UsageCode> = new Set(['RE', 'O', 'X', 'B', 'W']);

/** Whether nothing is wrong where an element is not there, whatever else is so. */
export function mayBeMissing({ code }: Usage): boolean {
  return MAY_BE_MISSING.has(code);
}

const OPEN: EffectiveUsage = { code: undefined };

/** What an element is to be here, its condition considered. */
export function effectiveUsage({ code, condition, whenTrue, whenFalse }: Usage, instance: Instance): EffectiveUsage {
  if (code !== 'C' && code !== 'CE') return PLAIN[code];
  if (!condition) return OPEN;
  const verdict = evaluate(condition.expression, instance);
  if ('unknown' in verdict) return { code: undefined, why: verdict.unknown };
  const text = condition.text.trim();
  return verdict.holds ? { code: whenTrue, why: say`(${text})` } : { code: whenFalse, why: say`(not: ${text})` };
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
      findings.add('information', 'rule-not-evaluated', at, say`${id}: ${text.trim()} ${verdict.unknown}`);
    } else if (!verdict.holds) {
      const severity: Severity = strength === 'SHALL' ? 'error' : strength === 'SHOULD' ? 'warning' : 'information';
      findings.add(severity, 'rule-broken', at, say`${id}: ${text.trim()}`);
    }
  }
}
