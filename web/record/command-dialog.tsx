import type { CommandForm as Form, Json } from '@callosum/kernel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';
import { asMutable } from '../api/json.ts';
import { useComposition } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { useAsked } from './asked-fields.tsx';
import { CommandPreview } from './command-preview.tsx';
import { FindRecords } from './find-records.tsx';
import classes from './record.module.css';

/** A form that a command brings, and which of its forms it is. */
export interface Offer {
  readonly command: string;
  readonly index: number;
  readonly form: Form;
}

/** The forms that commands offer on a record, as far as the reader may run them and there is something to do. */
export function useOffers({ record, may }: RecordView): readonly Offer[] {
  const { registry } = useComposition();
  const project = useProject();
  if (record.withdrawn || record.scope !== project.key) return [];
  return [...registry.commands.values()].flatMap(({ name, allow, forms }) => {
    // A command that asks each kind is for those who may change the record.
    if (forms.length === 0 || !project.mayRun(name) || (allow === 'kinds' && !may.update)) return [];
    return forms.flatMap((form, index) =>
      form.on === record.kind && (form.states?.includes(record.state) ?? true) ? [{ command: name, index, form }] : [],
    );
  });
}

/** The form of a command over the page of the record it is about. */
export function CommandDialog(props: {
  readonly offer: Offer | undefined;
  readonly view: RecordView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { offer } = props;
  return (
    <Dialog
      opened={offer !== undefined}
      onClose={props.onClose}
      title={offer ? words.form(offer.command, offer.index) : ''}
    >
      {offer && <OfferForm offer={offer} view={props.view} onDone={props.onClose} />}
    </Dialog>
  );
}

function OfferForm(props: { readonly offer: Offer; readonly view: RecordView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { api } = useComposition();
  const project = useProject();
  const { command, index, form } = props.offer;
  const { record, links } = props.view;
  const finds = Object.entries(form.finds ?? {});
  const asked = useAsked(command, form);
  const [found, setFound] = useState<Readonly<Record<string, readonly string[]>>>(
    Object.fromEntries(
      finds.map(([name, { link }]) => [
        name,
        links.filter(({ type, direction }) => type === link && direction === 'out').map(({ other }) => other.id),
      ]),
    ),
  );
  const given: Record<string, Json> = { ...form.given, id: record.id, ...found, ...asked.given };
  const isWhole = asked.isWhole && finds.every(([name, { required }]) => !required || (found[name] ?? []).length > 0);
  const preview = useQuery({
    ...api.commands.preview.queryOptions({ input: { key: project.key, command, input: asMutable(given) } }),
    enabled: form.previews === true && isWhole,
    retry: false,
    // What it said before it was done is not so any more.
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const label = words.form(command, index);
  return (
    <CommandForm
      command={command}
      input={given}
      versions={{ [record.id]: record.version }}
      fields={[...asked.names, ...finds.map(([name]) => name)]}
      lead={words.formHelp(command, index)}
      submit={label}
      disabled={!isWhole}
      done={t('record.command.done', { what: label })}
      onDone={props.onDone}
    >
      {(errorOf) => (
        <div className={classes['commandForm']}>
          {finds.map(([name, { link, label: declared }]) => (
            <FindRecords
              key={name}
              label={words.say(`command.${command}.find.${name}`, declared)}
              link={link}
              view={props.view}
              chosen={found[name] ?? []}
              error={errorOf(name)}
              onChoose={(ids) => setFound((before) => ({ ...before, [name]: ids }))}
            />
          ))}
          {asked.inputs(errorOf)}
          {form.previews && preview.error && <Problems problems={problemsOf(preview.error)} />}
          {form.previews && !preview.error && preview.data && <CommandPreview counts={preview.data} />}
        </div>
      )}
    </CommandForm>
  );
}
