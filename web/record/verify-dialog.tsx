import { Button, MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkView, RecordView } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { textOf } from '../kit/text-of.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

const TYPING_MS = 200;
const SHOWN = 20;

/** For each way in which a record may be verified: a button, and the form behind it. */
export function VerifyButtons({ view }: { readonly view: RecordView }) {
  const words = useWords();
  const { registry } = useComposition();
  const project = useProject();
  const [type, setType] = useState<string>();
  const { t } = useTranslation();
  const ways = (registry.footings.get(view.record.kind) ?? []).filter((one) => {
    const by = registry.links.get(one)?.verifiedBy;
    return by !== undefined && project.mayRun(by.command);
  });
  return (
    <>
      {ways.map((one) => (
        <Button
          key={one}
          size="xs"
          variant="default"
          me="xs"
          leftSection={<IconShieldCheck size={15} stroke={1.7} />}
          onClick={() => setType(one)}
        >
          {t('record.verifyBy', { link: words.link(one, 'out') })}
        </Button>
      ))}
      <Dialog opened={type !== undefined} onClose={() => setType(undefined)} title={t('record.verify')}>
        {type !== undefined && <VerifyForm type={type} view={view} onDone={() => setType(undefined)} />}
      </Dialog>
    </>
  );
}

function VerifyForm({
  type,
  view,
  onDone,
}: {
  readonly type: string;
  readonly view: RecordView;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { api, registry } = useComposition();
  const project = useProject();
  const link = registry.links.get(type);
  const standing = view.links.filter((one) => one.type === type && one.direction === 'out');
  const [evidence, setEvidence] = useState<string[]>(standing.map(({ other }) => other.id));
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const name = (one: { readonly kind: string; readonly number: number }, title: string): string =>
    `${words.reference(one.kind, one.number)} ${title}`;
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(
    new Map(standing.map(({ other }: LinkView) => [other.id, name(other, other.title)])),
  );
  const found = useQueries({
    queries: (link?.to ?? []).map((kind) =>
      api.records.list.queryOptions({ input: { key: project.key, kind, search, offset: 0, limit: SHOWN } }),
    ),
  }).flatMap((result) => result.data?.rows ?? []);
  const options = new Map([...known, ...found.map((row) => [row.id, name(row, textOf(row.fields['title']))] as const)]);
  return (
    <CommandForm
      command={link?.verifiedBy?.command ?? ''}
      input={{ ...link?.verifiedBy?.input, id: view.record.id, evidence }}
      versions={{ [view.record.id]: view.record.version }}
      fields={['evidence']}
      lead={t('record.verifyLead')}
      submit={t('record.verify')}
      disabled={evidence.length === 0}
      done={t('record.verified')}
      onDone={onDone}
    >
      {(errorOf) => (
        <MultiSelect
          data-autofocus
          label={t('record.verifyEvidence')}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          value={evidence}
          onChange={(ids) => {
            setKnown(options);
            setEvidence(ids);
          }}
          data={Array.from(options, ([value, label]) => ({ value, label }))}
          nothingFoundMessage={t('record.verifyNothing')}
          error={errorOf('evidence')}
          comboboxProps={{ withinPortal: false }}
        />
      )}
    </CommandForm>
  );
}
