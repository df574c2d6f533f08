import { Button } from '@mantine/core';
import { IconAffiliate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Impact as Found } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './record.module.css';

/** What would have to be looked at again if the record changed, across all disciplines; asked for when somebody wants to know. */
export function Impact({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section className={classes['section']} aria-labelledby="impact">
      <h2 id="impact">{t('record.impact.title')}</h2>
      <p className={classes['soft']}>{t('record.impact.lead')}</p>
      {open ? (
        <Rows id={id} />
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconAffiliate size={15} stroke={1.7} />}
          onClick={() => setOpen(true)}
        >
          {t('record.impact.show')}
        </Button>
      )}
    </section>
  );
}

function Rows({ id }: { readonly id: string }) {
  const { api } = useComposition();
  const project = useProject();
  const found = useQuery(api.records.impact.queryOptions({ input: { key: project.key, id } }));
  return <Loaded query={found}>{(impact) => <Grouped impact={impact} />}</Loaded>;
}

function Grouped({ impact }: { readonly impact: Found }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const project = useProject();
  const { registry } = useComposition();
  const disciplineOf = (kind: string): string | undefined => registry.kinds.get(kind)?.discipline;
  const groups = registry.disciplines
    .map(({ name }) => ({ name, rows: impact.rows.filter(({ kind }) => disciplineOf(kind) === name) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <>
      <output>
        {t('record.impact.count', { count: impact.rows.length, number: format.number(impact.rows.length) })}
        {impact.more && ` ${t('record.impact.more')}`}
        {impact.notShown > 0 && ` ${t('record.impact.notShown', { number: format.number(impact.notShown) })}`}
      </output>
      {groups.map(({ name, rows }) => (
        <Fragment key={name}>
          <h3 className={classes['impactGroup']}>
            {words.discipline(name)} <span className={classes['soft']}>{format.number(rows.length)}</span>
          </h3>
          <ul className={classes['impact']}>
            {rows.map((row) => (
              <li key={row.id} style={{ marginInlineStart: (row.steps - 1) * 16 }}>
                <Link
                  to="/p/$key/$reference"
                  params={{ key: project.key, reference: words.reference(row.kind, row.number) }}
                >
                  <span className={classes['soft']}>{words.reference(row.kind, row.number)}</span> {row.title}
                </Link>{' '}
                <span className={classes['soft']}>
                  {t('record.impact.way', {
                    link: words.link(row.link, row.direction),
                    through: row.through
                      ? words.reference(row.through.kind, row.through.number)
                      : t('record.impact.unseen'),
                  })}
                  {' · '}
                  {t('record.impact.steps', { count: row.steps, number: format.number(row.steps) })}
                </span>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
      <Gates gates={impact.gates} />
    </>
  );
}

/** Where it would be asked about. */
function Gates({ gates }: Pick<Found, 'gates'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const project = useProject();
  if (gates.length === 0) return null;
  return (
    <>
      <h3 className={classes['impactGroup']}>
        {t('record.impact.gates')} <span className={classes['soft']}>{format.number(gates.length)}</span>
      </h3>
      <ul className={classes['impact']}>
        {gates.map(({ id, kind, number, title, criteria }) => (
          <li key={id}>
            <Link to="/p/$key/$reference" params={{ key: project.key, reference: words.reference(kind, number) }}>
              <span className={classes['soft']}>{words.reference(kind, number)}</span> {title}
            </Link>{' '}
            <span className={classes['soft']}>{criteria.map((one) => one.title).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
