import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import { useWords } from '../messages/words.ts';
import classes from './kit.module.css';
import { Shape } from './state-mark.tsx';

/** The words of a problem in the reader's language: the server's own, or the catalogue's for its code. */
function useTroubleText(): (problem: Trouble) => { readonly message: string; readonly remedy: string } {
  const { t, sentence } = useWords();
  return ({ sentences, ...problem }) => ({
    message:
      (sentences ? sentence(sentences.message) : problem.message) ||
      t(`problem.${problem.code}.message`, { defaultValue: t('problem.unexpected.message') }),
    remedy:
      (sentences?.remedy ? sentence(sentences.remedy) : problem.remedy) ??
      (problem.message ? '' : t(`problem.${problem.code}.remedy`, { defaultValue: '' })),
  });
}

/** What happened, and what to do; announced, and focused when it comes up after an attempt. */
export function Problems({
  problems,
  focus = false,
}: {
  readonly problems: readonly Trouble[];
  readonly focus?: boolean;
}) {
  const { t } = useTranslation();
  const text = useTroubleText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus && problems.length > 0) box.current?.focus();
  }, [focus, problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className={classes['problems']} role="alert" tabIndex={-1}>
      <Shape tone={problems.some((problem) => problem.severity === 'error') ? 'unmet' : 'waived'} />
      <ul aria-label={t('problem.list')}>
        {problems.map((problem) => {
          const { message, remedy } = text(problem);
          return (
            <li key={`${problem.code} ${problem.path?.join('.')} ${message}`}>
              {message} {remedy && <span className={classes['remedy']}>{remedy}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The problems of one field as one line under it; undefined when there are none. */
export function useFieldError(): (problems: readonly Trouble[]) => string | undefined {
  const text = useTroubleText();
  return (problems) =>
    problems.length === 0
      ? undefined
      : problems
          .map((problem) => {
            const { message, remedy } = text(problem);
            return [message, remedy].filter(Boolean).join(' ');
          })
          .join(' ');
}
