import type { Kind } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import { useComposition } from '../composition.ts';
import { useFocusFirst } from '../kit/focus-first.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Page } from '../kit/page.tsx';
import { useWords } from '../messages/words.ts';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { changesOf, type Entries, faults } from './entries.ts';
import { FormSections } from './sections.tsx';
import { Form } from '../kit/form.tsx';

export function CreatePage() {
  const { kind: name } = useParams({ from: '/shell/p/$key/new/$kind' });
  const kind = useComposition().registry.kinds.get(name);
  const project = useProject();
  if (!kind || !project.may('create', kind)) return <NotFound />;
  return <Create kind={kind} key={name} />;
}

function Create({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const command = useCommand(project.key);
  const form = useFocusFirst();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [entries, setEntries] = useState<Entries>({});
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  /** It is made for another record, and linked to it at once: from it, or to it. */
  const { link, to, from } = useSearch({ from: '/shell/p/$key/new/$kind' });
  const closed = project.closedIn(kind);
  const faultsNow = (): Record<string, string> => {
    const all = Object.entries(faults(kind, entries, {}, words));
    return Object.fromEntries(all.filter(([name]) => !closed.includes(name)));
  };

  const create = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(faultsNow()).length > 0) {
      focusFirstFault();
      return;
    }
    const links = link === undefined || to === undefined ? {} : { links: [{ type: link, to }] };
    const outcome = await command.run('record.create', { kind: kind.name, fields: changesOf(entries, {}), ...links });
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    const id = idIn(outcome.result);
    const linked =
      id !== undefined && link !== undefined && from !== undefined
        ? await command.run('link.create', { type: link, from, to: id, fields: {} })
        : undefined;
    // What could not be linked is shown, and linked by hand; else whoever made it goes on where he came from.
    const shown = linked?.ok === true ? from : id;
    announce(t('record.created', { reference: words.one(kind.name) }));
    await navigate(
      // What has no author is not read by whoever gave it either.
      shown === undefined || kind.anonymous
        ? { to: '/p/$key/register/$kind', params: { key: project.key, kind: kind.name } }
        : { to: '/p/$key/$reference', params: { key: project.key, reference: shown } },
    );
  };
  return (
    <Page title={t('record.creating', { kind: words.one(kind.name) })} context={project.title} lead={words.help(kind)}>
      <Form ref={form} onSubmit={() => void create()}>
        <FormSections
          kind={kind}
          fields={{}}
          entries={entries}
          faults={tried ? faultsNow() : {}}
          problems={problems}
          closed={closed}
          onEntry={(name, entry) => setEntries((before) => ({ ...before, [name]: entry }))}
        />
        <Group mt="lg">
          <Button type="submit" loading={command.pending}>
            {t('record.create')}
          </Button>
          <Button
            variant="default"
            onClick={() =>
              void navigate({ to: '/p/$key/register/$kind', params: { key: project.key, kind: kind.name } })
            }
          >
            {t('kit.cancel')}
          </Button>
        </Group>
      </Form>
    </Page>
  );
}

/** Takes the reader to the first field that needs him, once its message is there. */
export function focusFirstFault(): void {
  requestAnimationFrame(() => {
    const within = document.querySelector('[role="dialog"]') ?? document;
    within.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}

function idIn(result: unknown): string | undefined {
  return typeof result === 'object' && result !== null && 'id' in result && typeof result.id === 'string'
    ? result.id
    : undefined;
}
