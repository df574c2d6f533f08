import type { Field, FieldValues, Kind } from '@callosum/kernel';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import { byField } from '../api/problems.ts';
import { useNameOf } from '../api/people.tsx';
import type { PersonThere } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { FieldCell, FieldInput } from '../fields/index.tsx';
import type { Entry } from '../fields/field.ts';
import { Waiting } from '../kit/loaded.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { editable, type Entries, entryOf } from './entries.ts';
import classes from './record.module.css';

/** Read in the whole width of a section. */
const isProse = (field: Field): boolean =>
  field.type === 'richText' || (field.type === 'text' && (field.multiline ?? false));

/** Typed in the whole width of a section. */
const isLong = (field: Field): boolean => field.type === 'checklist' || field.type === 'rating' || isProse(field);

/** The fields of a record, section by section, as they read. */
export function ReadSections({
  kind,
  fields,
  hidden,
}: {
  readonly kind: Kind;
  readonly fields: FieldValues;
  /** Fields the reader may not see. */
  readonly hidden: readonly string[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { views } = useComposition();
  return kind.form.map((section, index) => {
    const names = section.fields.filter((name) => name !== 'title' && kind.fields[name] !== undefined);
    const unset = names.filter((name) => fields[name] === undefined && !hidden.includes(name));
    const unseen = names.filter((name) => hidden.includes(name));
    return (
      <section key={section.title} className={classes['section']} aria-label={words.section(kind, index)}>
        <h2>{words.section(kind, index)}</h2>
        <dl>
          {names.map((name) => {
            const field = kind.fields[name];
            if (!field || fields[name] === undefined) return null;
            const View = views.fields?.[`${kind.name}.${name}`];
            return (
              <div key={name} data-long={View !== undefined || isProse(field)}>
                <dt>{words.field(kind.name, name)}</dt>
                <dd>
                  {View ? (
                    <Suspense fallback={<Waiting />}>
                      <View value={fields[name]} />
                    </Suspense>
                  ) : (
                    <FieldCell kind={kind.name} name={name} field={field} value={fields[name]} />
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
        {unset.length > 0 && (
          <p className={classes['unset']}>
            {t('record.unset')} {unset.map((name) => words.field(kind.name, name)).join(', ')}
          </p>
        )}
        {unseen.length > 0 && (
          <p className={classes['unset']}>
            {t('record.unseen')} {unseen.map((name) => words.field(kind.name, name)).join(', ')}
          </p>
        )}
      </section>
    );
  });
}

/** Somebody else edits the very same field. */
function AlsoHere({ people }: { readonly people: readonly PersonThere[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return people.map(({ account }) => (
    <p key={account} className={classes['also']}>
      {t('collaboration.company.also', { name: nameOf(account) })}
    </p>
  ));
}

/** The same sections as a form; what commands keep to themselves is left out. */
export function FormSections(props: {
  readonly kind: Kind;
  readonly fields: FieldValues;
  readonly entries: Entries;
  readonly faults: Readonly<Record<string, string>>;
  readonly problems: readonly Trouble[];
  /** Fields that this person may not write, or not even see. */
  readonly closed?: readonly string[];
  readonly onEntry: (name: string, entry: Entry) => void;
  /** Who else is at the record. */
  readonly people?: readonly PersonThere[];
  /** A field has the focus. */
  readonly onField?: (name: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const fieldError = useFieldError();
  const { kind } = props;
  const closed = props.closed ?? [];
  const names = editable(kind).filter((name) => !closed.includes(name));
  const left = editable(kind).filter((name) => closed.includes(name));
  const found = byField(props.problems, names);
  return (
    <>
      <Problems problems={found.rest} focus />
      {left.length > 0 && (
        <p className={classes['note']}>
          {t('record.closed')} {left.map((name) => words.field(kind.name, name)).join(', ')}
        </p>
      )}
      {kind.form.map((section, index) => {
        const own = section.fields.filter((name) => names.includes(name));
        if (own.length === 0) return null;
        return (
          <fieldset key={section.title} className={classes['fieldset']}>
            <legend>{words.section(kind, index)}</legend>
            <div className={classes['inputs']}>
              {own.map((name) => {
                const field = kind.fields[name];
                if (!field) return null;
                return (
                  <div
                    key={name}
                    data-long={isLong(field) || name === 'title'}
                    data-flag={field.type === 'flag'}
                    onFocus={() => props.onField?.(name)}
                  >
                    <FieldInput
                      kind={kind.name}
                      name={name}
                      field={field}
                      entry={entryOf(props.entries, props.fields, name)}
                      error={props.faults[name] ?? fieldError(found.at(name))}
                      onEntry={(entry) => props.onEntry(name, entry)}
                    />
                    <AlsoHere people={props.people?.filter((one) => one.field === name) ?? []} />
                  </div>
                );
              })}
            </div>
          </fieldset>
        );
      })}
    </>
  );
}
