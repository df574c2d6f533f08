import { Mentioned, useFormat, useNameOf, useWords } from '@callosum/web/views';
import type { Mention } from '@callosum/kernel';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OneInterface } from '../views/interface.ts';
import classes from './interface.module.css';

const CHOICES = ['criticality', 'standard', 'transport', 'protection', 'mode'] as const;
const PEOPLE = ['owner', 'sourceOwner', 'targetOwner'] as const;

/** What the interface is for, who answers for it, how it talks and what happens when it is down. */
export function InterfaceAbout({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const { fields, kind } = opened;
  const facts: readonly (readonly [label: string, said: ReactNode])[] = [
    [t('interoperability.inventory.from'), <Ends key="from" records={opened.sources} />],
    [t('interoperability.inventory.to'), <Ends key="to" records={opened.targets} />],
    ...(opened.through.length > 0
      ? [[words.link('interface.through', 'out'), <Ends key="through" records={opened.through} />] as const]
      : []),
    ...PEOPLE.map((name) => {
      const person = fields[name];
      return [
        words.field(kind, name),
        person === undefined ? t('interoperability.inventory.nobody') : nameOf(person),
      ] as const;
    }),
    ...CHOICES.flatMap((name) => {
      const value = fields[name];
      if (value === undefined) return [];
      const version = name === 'standard' && fields.standardVersion !== undefined ? ` ${fields.standardVersion}` : '';
      return [[words.field(kind, name), `${words.option(kind, name, value)}${version}`] as const];
    }),
    ...(fields.triggers === undefined ? [] : [[words.field(kind, 'triggers'), fields.triggers] as const]),
    ...(fields.perDay === undefined ? [] : [[words.field(kind, 'perDay'), format.number(fields.perDay)] as const]),
  ];
  return (
    <section className={classes['part']} aria-labelledby="interface-about">
      <h2 id="interface-about">{t('interoperability.interface.about')}</h2>
      {fields.purpose !== undefined && <p>{fields.purpose}</p>}
      <dl className={classes['about']}>
        {facts.map(([label, said]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </Fragment>
        ))}
        <dt className={classes['row']}>{words.field(kind, 'fallback')}</dt>
        <dd className={classes['wide']}>{fields.fallback ?? t('interoperability.interface.noFallback')}</dd>
      </dl>
    </section>
  );
}

function Ends({ records }: { readonly records: readonly Mention[] }) {
  const { t } = useTranslation();
  if (records.length === 0) return t('interoperability.inventory.noEnd');
  return (
    <>
      {records.map((record) => (
        <div key={record.id}>
          <Mentioned record={record} />
        </div>
      ))}
    </>
  );
}
