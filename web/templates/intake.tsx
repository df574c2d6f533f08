import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TemplateOffer } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';
import classes from './templates.module.css';

/** Answers as they stand in the inputs. */
export type Draft = Readonly<Record<string, string>>;

/** Every answer as the template wants it; what is left as usual goes along, so that the preview says what was meant. */
export function answersOf(offer: TemplateOffer, draft: Draft): Record<string, string | number> {
  return Object.fromEntries(
    offer.questions.map((question) => {
      const written = draft[question.key] ?? String(question.default);
      if ('options' in question || !/^\d{1,6}$/.test(written.trim())) return [question.key, written];
      return [question.key, Number(written)];
    }),
  );
}

/** The questions of a template, each with why it is asked. */
export function Intake(props: {
  readonly offer: TemplateOffer;
  readonly draft: Draft;
  readonly errorOf: (key: string) => string | undefined;
  readonly onChange: (draft: Draft) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { offer, draft, onChange } = props;
  if (offer.questions.length === 0) return null;
  return (
    <fieldset className={classes['intake']}>
      <legend>{t('templates.intake', { count: offer.questions.length })}</legend>
      <p className={classes['soft']}>{t('templates.intakeHelp')}</p>
      {offer.questions.map((question) => {
        const asked = words.question(offer, question);
        const shared = {
          label: asked.text,
          description: asked.why,
          error: props.errorOf(question.key),
          value: draft[question.key] ?? String(question.default),
        };
        const answer = (value: string): void => onChange({ ...draft, [question.key]: value });
        return 'options' in question ? (
          <NativeSelect
            key={question.key}
            {...shared}
            data={[...asked.options]}
            onChange={(event) => answer(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            key={question.key}
            {...shared}
            inputMode="numeric"
            onChange={(event) => answer(event.currentTarget.value)}
          />
        );
      })}
    </fieldset>
  );
}
