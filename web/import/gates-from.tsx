import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { byField, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useFieldError } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { answersOf, type Draft, Intake } from '../templates/intake.tsx';
import { EMPTY } from '../templates/template-choice.tsx';
import type { ImportInput } from './use-import.ts';

/** The template whose gates and registers come onto the plan, with the answers to its questions. */
export interface GatesDraft {
  readonly template: string;
  readonly answers: Draft;
  /** What goes along with the import; undefined for the gates every plan gets. */
  readonly choice: ImportInput['template'];
}

export const USUAL_GATES: GatesDraft = { template: EMPTY, answers: {}, choice: undefined };

/** Which gates a new project gets besides its plan: the usual ones, or those of a template. */
export function GatesFrom(props: {
  readonly draft: GatesDraft;
  readonly problems: readonly Trouble[];
  readonly onChange: (draft: GatesDraft) => void;
}) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const words = useWords();
  const offers = useQuery(useApi().templates.list.queryOptions()).data ?? [];
  const { template, answers } = props.draft;
  const found = byField(props.problems, ['template', 'answers']);
  const change = (name: string, draft: Draft): void => {
    const offer = offers.find((one) => one.name === name);
    const choice = offer && { name, answers: answersOf(offer, draft) };
    props.onChange({ template: name, answers: draft, choice });
  };
  const offer = offers.find(({ name }) => name === template);
  if (offers.length === 0) return null;
  return (
    <>
      <NativeSelect
        mt="md"
        label={t('import.gates')}
        description={offer ? words.template(offer, 'summary') : t('import.gatesHelp')}
        value={template}
        error={fieldError(found.at('template'))}
        onChange={(event) => change(event.currentTarget.value, {})}
        data={[
          { value: EMPTY, label: t('import.gatesUsual') },
          ...offers.map((one) => ({
            value: one.name,
            label: t('import.gatesOf', { template: words.template(one, 'title') }),
          })),
        ]}
      />
      {offer && (
        <Intake
          offer={offer}
          draft={answers}
          errorOf={(name) => fieldError(found.at('answers').filter(({ path }) => path?.includes(name)))}
          onChange={(draft) => change(template, draft)}
        />
      )}
    </>
  );
}
