import type { Kind } from '@callosum/kernel';
import { ActionIcon, Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { SavedView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Problems } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';
import classes from './register.module.css';
import type { RegisterSearch } from './search.ts';
import { Form } from '../kit/form.tsx';

/** Saved views: gone to, kept, shared and removed. */
export function ViewDialog(props: {
  readonly kind: Kind;
  readonly opened: boolean;
  readonly search: RegisterSearch;
  readonly onView: (view: RegisterSearch) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('register.views')}>
      <Views {...props} />
    </Dialog>
  );
}

function Views({ kind, search, onView, onClose }: Parameters<typeof ViewDialog>[0]) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const project = useProject();
  const nameOf = useNameOf();
  const place = { key: project.key, kind: kind.name };
  const views = useQuery(api.views.list.queryOptions({ input: place }));
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const attempt = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await work();
      setProblems([]);
      announce(done);
      await queries.invalidateQueries({ queryKey: api.views.list.key({ input: place }) });
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const save = (): Promise<void> =>
    attempt(
      async () => {
        await api.views.save.call({ ...place, name, shared, definition: search });
        setName('');
      },
      t('register.viewSaved', { name }),
    );
  const remove = (view: SavedView): Promise<void> =>
    attempt(
      () => api.views.remove.call({ key: project.key, view: view.id }),
      t('register.viewRemoved', { name: view.name }),
    );
  return (
    <>
      <Problems problems={problems} focus />
      <Loaded query={views}>
        {({ views: all }) =>
          all.length === 0 ? (
            <p className={classes['hint']}>{t('register.noViews')}</p>
          ) : (
            <ul className={classes['columnList']}>
              {all.map((view) => (
                <li key={view.id}>
                  <button
                    type="button"
                    className={classes['viewName']}
                    onClick={() => {
                      onView(view.definition);
                      onClose();
                    }}
                  >
                    {view.name}
                    {view.shared && (
                      <span className={classes['hint']}> {t('register.sharedBy', { name: nameOf(view.owner) })}</span>
                    )}
                  </button>
                  {view.may.remove && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('register.removeView', { name: view.name })}
                      onClick={() => void remove(view)}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Form
        onSubmit={() => {
          if (name.trim() !== '') void save();
        }}
      >
        <TextInput
          data-autofocus
          label={t('register.viewName')}
          description={t('register.viewNameHelp')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {project.may('update', kind) && (
          <Checkbox
            mt="sm"
            label={t('register.share')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Group mt="md">
          <Button type="submit" disabled={name.trim() === ''}>
            {t('register.saveView')}
          </Button>
        </Group>
      </Form>
    </>
  );
}
