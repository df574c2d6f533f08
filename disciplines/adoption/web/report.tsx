import type { ModelOf } from '@callosum/kernel';
import { Choice, CommandForm, useProject, type ViewProps } from '@callosum/web/views';
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { reportView } from '../index.ts';
import classes from './report.module.css';

const KINDS = ['difficulty', 'question', 'wish', 'praise'] as const;

/** One screen for one hand: a sentence, where, whether a patient could be harmed, and it is sent. */
export default function Report({ model, choices, onChoose }: ViewProps<ModelOf<typeof reportView>>) {
  const { t } = useTranslation();
  const project = useProject();
  const [turn, setTurn] = useState(0);
  const unit = model.unit?.id ?? '';
  if (!project.mayRun('feedback.report')) return <p>{t('adoption.report.notAllowed')}</p>;
  return (
    <div className={classes['report']}>
      <NativeSelect
        label={t('adoption.report.unit')}
        size="md"
        value={unit}
        data={[
          { value: '', label: t('adoption.report.noUnit') },
          ...model.units.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={({ currentTarget: { value } }) => onChoose({ unit: value === '' ? undefined : value })}
      />
      {turn > 0 && <output className={classes['sent']}>{t('adoption.report.thanks')}</output>}
      <Sentence key={turn} unit={unit} onSent={() => setTurn(turn + 1)} />
      {choices['unit'] !== undefined && model.unit && (
        <p className={classes['soft']}>{t('adoption.report.poster', { unit: model.unit.title })}</p>
      )}
    </div>
  );
}

function Sentence({ unit, onSent }: { readonly unit: string; readonly onSent: () => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const [from, setFrom] = useState('');
  const [type, setType] = useState<string>('difficulty');
  const [safety, setSafety] = useState(false);
  const more = { ...(unit === '' ? {} : { unit }), ...(from.trim() === '' ? {} : { from }) };
  return (
    <CommandForm
      command="feedback.report"
      input={{ said, type, safety, ...more }}
      fields={['said', 'from']}
      submit={t('adoption.report.send')}
      disabled={said.trim() === ''}
      done={t('adoption.report.thanks')}
      onDone={onSent}
    >
      {(errorOf) => (
        <div className={classes['report']}>
          <Textarea
            label={t('adoption.report.said')}
            description={t('adoption.report.noPatient')}
            size="md"
            autosize
            minRows={3}
            value={said}
            error={errorOf('said')}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <Choice
            label={t('adoption.report.kind')}
            value={type}
            options={KINDS.map((value) => ({ value, label: t(`adoption.report.kinds.${value}`) }))}
            onChange={setType}
          />
          <Switch
            size="md"
            label={t('adoption.report.safety')}
            description={t('adoption.report.safetyHelp')}
            checked={safety}
            onChange={(event) => setSafety(event.currentTarget.checked)}
          />
          <TextInput
            label={t('adoption.report.from')}
            description={t('adoption.report.fromHelp')}
            value={from}
            error={errorOf('from')}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </div>
      )}
    </CommandForm>
  );
}
