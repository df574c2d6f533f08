import type { Filter } from '@callosum/kernel';
import { ExportTable, RegisterLink, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { OPEN_STATES } from '../index.ts';
import classes from './parts.module.css';
import type { Model } from './scope-change.tsx';

const KIND = 'changeRequest';

/** Open changes by class and by how long they have waited; every number opens the register with just these. */
export function ChangeClasses({ model, since }: { readonly model: Model; readonly since: (days: number) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { bands } = model;
  const isUndated = model.classes.some(({ open }) => (open.at(-1)?.length ?? 0) > 0);
  const columns = bands.map((end, place) => ({
    name: t('foundation.change.ageTo', { from: place === 0 ? 0 : (bands[place - 1] ?? 0) + 1, to: end }),
    filter: [
      { field: 'raisedOn', op: 'from' as const, value: since(end) },
      ...(place === 0 ? [] : [{ field: 'raisedOn', op: 'before' as const, value: since(bands[place - 1] ?? 0) }]),
    ],
  }));
  const oldest = bands.at(-1) ?? 0;
  const all: readonly { readonly name: string; readonly filter: Filter }[] = [
    ...columns,
    {
      name: t('foundation.change.ageOver', { from: oldest }),
      filter: [{ field: 'raisedOn', op: 'before', value: since(oldest) }],
    },
    ...(isUndated
      ? [{ name: t('foundation.change.ageUnknown'), filter: [{ field: 'raisedOn', op: 'empty' as const }] }]
      : []),
  ];
  const most = Math.max(1, ...model.classes.flatMap(({ open }) => open.map((one) => one.length)));
  const states = [...new Set(model.classes.flatMap((one) => Object.keys(one.states)))];
  const sheet = () => ({
    headings: [
      t('foundation.change.class'),
      ...all.map(({ name }) => name),
      ...states.map((state) => words.state(KIND, state)),
    ],
    rows: model.classes.map((one) => [
      words.option(KIND, 'class', one.class),
      ...all.map((_, place) => ({ number: one.open[place]?.length ?? 0 })),
      ...states.map((state) => ({ number: one.states[state] ?? 0 })),
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.change.classes')}</h2>
      <ViewTable label={t('foundation.change.classes')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.change.class')}</th>
            {all.map(({ name }) => (
              <th key={name} scope="col" data-align="end">
                {name}
              </th>
            ))}
            {states.map((state) => (
              <th key={state} scope="col" data-align="end">
                {words.state(KIND, state)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.classes.map((one) => {
            const name = words.option(KIND, 'class', one.class);
            const own: Filter = [{ field: 'class', op: 'is', value: one.class }];
            return (
              <tr key={one.class}>
                <th scope="row">{name}</th>
                {all.map((column, place) => {
                  const count = one.open[place]?.length ?? 0;
                  return (
                    <td
                      key={column.name}
                      data-align="end"
                      className={classes['heat']}
                      data-heat={Math.ceil((4 * count) / most)}
                    >
                      {count === 0 ? (
                        <span className={classes['soft']}>0</span>
                      ) : (
                        <RegisterLink
                          kind={KIND}
                          filter={[...own, { field: 'state', op: 'anyOf', value: [...OPEN_STATES] }, ...column.filter]}
                          label={t('foundation.change.openOf', { class: name, age: column.name, count })}
                        >
                          {format.number(count)}
                        </RegisterLink>
                      )}
                    </td>
                  );
                })}
                {states.map((state) => (
                  <td key={state} data-align="end">
                    {one.states[state] === undefined ? (
                      <span className={classes['soft']}>0</span>
                    ) : (
                      <RegisterLink
                        kind={KIND}
                        filter={[...own, { field: 'state', op: 'is', value: state }]}
                        label={t('foundation.change.stateOf', {
                          class: name,
                          state: words.state(KIND, state),
                          count: one.states[state],
                        })}
                      >
                        {format.number(one.states[state] ?? 0)}
                      </RegisterLink>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.change.classes')} sheet={sheet} />
      </div>
    </section>
  );
}
