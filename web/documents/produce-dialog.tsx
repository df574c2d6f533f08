import type { DocumentDeclaration } from '@callosum/kernel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { FORMATS } from '@callosum/kernel/report';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { textOf } from '../kit/text-of.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './documents.module.css';
import { useProduce } from './use-produce.ts';

/** Records a document may be about that are offered. */
const MOST_SUBJECTS = 200;

/** As of when, about what and in which format; the rest runs by itself. */
export function ProduceDialog({
  declared,
  subject: about,
  onClose,
}: {
  readonly declared: DocumentDeclaration;
  /** The record it is about, where that is known already. */
  readonly subject?: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const api = useApi();
  const project = useProject();
  const producer = useProduce();
  const [day, setDay] = useState(project.today);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('pdf');
  const [picked, setPicked] = useState(about);
  const subjects = useQuery({
    ...api.records.list.queryOptions({
      input: { key: project.key, kind: declared.subject ?? '', limit: MOST_SUBJECTS, sort: 'number', descending: true },
    }),
    enabled: declared.subject !== undefined,
  }).data?.rows;
  const subject = picked ?? subjects?.[0]?.id;
  const label = words.say(`document.${declared.name}.label`, declared.label);
  const produce = async (): Promise<void> => {
    const request = {
      key: project.key,
      document: declared.name,
      format,
      ...(day === project.today || day === '' ? {} : { at: day }),
      ...(declared.subject !== undefined && subject !== undefined ? { subject } : {}),
    };
    if (await producer.start(() => api.documents.produce.call(request))) onClose();
  };
  const isMissing = declared.subject !== undefined && subjects?.length === 0;
  return (
    <Dialog opened onClose={onClose} title={label}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void produce();
        }}
      >
        {declared.subject !== undefined && !isMissing && (
          <NativeSelect
            label={words.one(declared.subject)}
            value={subject ?? ''}
            onChange={(event) => setPicked(event.currentTarget.value)}
            data={(subjects ?? []).map(({ id, kind, number, fields }) => ({
              value: id,
              label: `${words.reference(kind, number)} ${textOf(fields['title'])}`,
            }))}
          />
        )}
        {isMissing && declared.subject !== undefined && (
          <p>{t('documents.noSubject', { kinds: words.many(declared.subject) })}</p>
        )}
        <TextInput
          type="date"
          label={t('documents.asOf')}
          description={t('documents.asOfHelp')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('documents.formatLabel')}
          value={format}
          onChange={(event) => setFormat(FORMATS.find((one) => one === event.currentTarget.value) ?? 'pdf')}
          data={FORMATS.map((one) => ({ value: one, label: t(`documents.format.${one}`) }))}
        />
        <Problems problems={producer.problems} focus />
        <Button type="submit" loading={producer.pending} disabled={isMissing}>
          {t('documents.produce')}
        </Button>
      </form>
    </Dialog>
  );
}
