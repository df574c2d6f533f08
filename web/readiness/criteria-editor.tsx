import { AS_OF, type Json } from '@callosum/kernel';
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import type { Criterion } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFocusFirst } from '../kit/focus-first.ts';
import { Waiting } from '../kit/loaded.tsx';
import { Problems } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { type Edits, useEdits } from '../record/edits.tsx';
import { useProject } from '../shell/project.ts';
import classes from './readiness.module.css';
import { Form } from '../kit/form.tsx';

const KIND = 'criterion';
const NUMBERS = ['target', 'weight'] as const;

interface Change {
  readonly target?: string;
  readonly weight?: string;
  readonly stop?: boolean;
  readonly asOf?: string;
}

/** Thresholds, weights and which criteria stop the gate, all of a gate at once: what is saved is one change, and can be undone. */
export function CriteriaEditor(props: { readonly criteria: readonly Criterion[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const edits = useEdits();
  const form = useFocusFirst();
  const project = useProject();
  const { api, registry } = useComposition();
  const kind = registry.kinds.get(KIND);
  const [changes, setChanges] = useState<Readonly<Record<string, Change>>>({});
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = useQueries({
    queries: props.criteria.map(({ id }) => api.records.get.queryOptions({ input: { key: project.key, id } })),
  });
  if (!kind || found.some(({ isPending }) => isPending)) return <Waiting />;
  const records = new Map(
    found.flatMap(({ data }) => (data?.may.update ? [[data.record.id, data.record] as const] : [])),
  );
  const change = (id: string, part: Change): void =>
    setChanges((before) => ({ ...before, [id]: { ...before[id], ...part } }));
  const save = async (): Promise<void> => {
    const wanted = Object.entries(changes).flatMap(([id, one]): Parameters<Edits['run']>[1][number][] => {
      const record = records.get(id);
      return record ? [{ record, fields: fieldsOf(one) }] : [];
    });
    if (wanted.length > 0) {
      const outcome = await edits.run(kind, wanted, t('readiness.editCriteria'));
      if (!outcome.ok) {
        setProblems(outcome.problems);
        return;
      }
      announce(t('readiness.criteriaSaved'));
    }
    props.onDone();
  };
  return (
    <Form ref={form} onSubmit={() => void save()}>
      <p className={classes['soft']}>{t('readiness.editCriteriaLead')}</p>
      <Problems problems={problems} focus />
      <table className={classes['editor']}>
        <caption className="hidden">{t('readiness.editCriteria')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('readiness.criterion')}</th>
            {[...NUMBERS, 'stop', 'asOf'].map((name) => (
              <th key={name} scope="col">
                {words.field(KIND, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.criteria.map((criterion) => {
            const mine = changes[criterion.id] ?? {};
            const record = records.get(criterion.id);
            const labelled = (name: string): string => `${words.field(KIND, name)}: ${criterion.title}`;
            const asOf = record?.fields['asOf'];
            return (
              <tr key={criterion.id}>
                <th scope="row">
                  {criterion.title}
                  <span className={classes['soft']}>
                    {' '}
                    {t(`comparison.${criterion.comparison}`, { target: '…' })} {criterion.unit}
                  </span>
                </th>
                {NUMBERS.map((name) => (
                  <td key={name}>
                    <TextInput
                      size="xs"
                      type="number"
                      step="any"
                      disabled={!record}
                      aria-label={labelled(name)}
                      value={mine[name] ?? String(criterion[name])}
                      onChange={(event) => change(criterion.id, { [name]: event.currentTarget.value })}
                    />
                  </td>
                ))}
                <td>
                  <Checkbox
                    size="xs"
                    disabled={!record}
                    aria-label={labelled('stop')}
                    checked={mine.stop ?? criterion.stop}
                    onChange={(event) => change(criterion.id, { stop: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <NativeSelect
                    size="xs"
                    disabled={!record}
                    aria-label={labelled('asOf')}
                    value={mine.asOf ?? (typeof asOf === 'string' ? asOf : 'now')}
                    onChange={(event) => change(criterion.id, { asOf: event.currentTarget.value })}
                    data={Object.keys(AS_OF).map((value) => ({ value, label: words.option(KIND, 'asOf', value) }))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Group mt="md">
        <Button type="submit" loading={edits.pending}>
          {t('kit.save')}
        </Button>
        <Button variant="default" onClick={props.onDone}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}

/** What was typed as values; a weight left empty is the one that is not stated. */
function fieldsOf({ target, weight, stop, asOf }: Change): Record<string, Json> {
  return {
    ...(target === undefined ? {} : { target: target.trim() === '' ? null : Number(target) }),
    ...(weight === undefined ? {} : { weight: weight.trim() === '' ? null : Number(weight) }),
    ...(stop === undefined ? {} : { stop }),
    ...(asOf === undefined ? {} : { asOf }),
  };
}
