import type { Kind } from '@callosum/kernel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { byField, type Trouble } from '../api/problems.ts';
import { useComposition } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { changesOf, type Entries } from './entries.ts';
import { isWhole, LinkInputs } from './link-fields.tsx';
import classes from './record.module.css';
import { useLinkable } from './use-linkable.ts';

/** A link to so many kinds offers their records, and new ones, before anything is typed. */
const FEW = 4;

/** The links of a kind that people make themselves. */
export function linkedByHand(kind: Kind): string[] {
  return Object.keys(kind.links).filter((name) => kind.links[name]?.byHand !== 'never');
}

/** Links a record to another one that is found by number or words. */
export function AddLink({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLink size={15} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        {t('record.addLink')}
      </Button>
    );
  }
  return <LinkForm kind={kind} id={id} onDone={() => setOpen(false)} />;
}

function LinkForm({ kind, id, onDone }: { readonly kind: Kind; readonly id: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const announce = useAnnounce();
  const project = useProject();
  const command = useCommand(project.key);
  const names = linkedByHand(kind);
  const [name, setName] = useState(names[0] ?? '');
  const [typed, setTyped] = useState('');
  const [to, setTo] = useState('');
  const [entries, setEntries] = useState<Entries>({});
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const type = `${kind.name}.${name}`;
  const kinds = registry.links.get(type)?.to ?? [];
  // A few kinds are offered at once; of links that end anywhere something has to be said first.
  const found = useLinkable(type, typed, typed.trim() !== '' || kinds.length <= FEW).filter((one) => one.id !== id);
  const fields = registry.links.get(type)?.fields ?? {};
  const makes =
    kinds.length <= FEW && isWhole(fields, {}, {})
      ? kinds.flatMap((one) => registry.kinds.get(one) ?? []).filter((one) => project.may('create', one))
      : [];
  const fieldError = useFieldError();
  const faults = byField(problems, Object.keys(fields));
  const add = async (): Promise<void> => {
    const outcome = await command.run('link.create', { type, from: id, to, fields: changesOf(entries, {}) });
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(t('record.linkAdded'));
    onDone();
  };
  return (
    <form
      className={classes['linkForm']}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Problems problems={faults.rest} focus />
      <NativeSelect
        label={t('record.linkType')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setEntries({});
        }}
        data={names.map((one) => ({ value: one, label: words.link(`${kind.name}.${one}`, 'out') }))}
      />
      <TextInput
        label={t('record.linkSearch')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('record.linkTo')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        data={[{ value: '', label: t('record.choose') }, ...found.map((one) => ({ value: one.id, label: one.label }))]}
      />
      <LinkInputs
        type={type}
        fields={fields}
        stored={{}}
        entries={entries}
        errorOf={(field) => fieldError(faults.at(field))}
        onEntries={setEntries}
      />
      <Button
        type="submit"
        loading={command.pending}
        disabled={!found.some((one) => one.id === to) || !isWhole(fields, entries, {})}
      >
        {t('record.addLink')}
      </Button>
      <Button variant="default" onClick={onDone}>
        {t('kit.cancel')}
      </Button>
      {makes.length > 0 && (
        <p className={classes['linkNew']}>
          {t('record.linkNew')}{' '}
          {makes.map((one) => (
            <Link
              key={one.name}
              to="/p/$key/new/$kind"
              params={{ key: project.key, kind: one.name }}
              search={{ link: type, from: id }}
            >
              {words.one(one.name)}
            </Link>
          ))}
        </p>
      )}
    </form>
  );
}
