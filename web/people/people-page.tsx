import type { Role } from '@callosum/kernel';
import { Button, Checkbox, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { PersonSelect } from '../fields/person-select.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { AccountActions } from './account-actions.tsx';
import { useProject } from '../shell/project.ts';
import classes from './people.module.css';

/** Who may do what in a project. */
export function ProjectPeople() {
  const project = useProject();
  return <People project={project.key} context={project.title} />;
}

/** Who may do what in the organisation, and so in every project. */
export function OrganisationPeople() {
  return <People />;
}

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly off: boolean;
}

function People({ project, context }: { readonly project?: string; readonly context?: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const where = project === undefined ? {} : { project };
  const members = useQuery(api.people.members.queryOptions({ input: where }));
  const [changing, setChanging] = useState<Somebody>();
  const mayGive = (members.data?.grantable.length ?? 0) > 0;
  return (
    <Page
      title={t('people.title')}
      {...(context === undefined ? {} : { context })}
      lead={t(project === undefined ? 'people.leadOrganisation' : 'people.lead')}
      actions={
        mayGive ? (
          <Button size="xs" onClick={() => setChanging({ id: '', name: '', roles: [], off: false })}>
            {t('people.add')}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={members}>
        {({ people }) => (
          <table className={classes['people']}>
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.roles')}</th>
                {mayGive && <th scope="col">{t('people.action')}</th>}
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id}>
                  <th scope="row">{person.off ? t('people.isOff', { name: person.name }) : person.name}</th>
                  <td>
                    {[
                      ...person.roles.map((role) => t(`role.${role}`)),
                      ...person.inherited.map((role) => t('people.fromAbove', { role: t(`role.${role}`) })),
                    ].join(', ')}
                  </td>
                  {mayGive && (
                    <td>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('people.changeOf', { name: person.name })}
                        onClick={() => setChanging(person)}
                      >
                        {t('people.change')}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {changing && (
        <RolesDialog
          key={changing.id}
          person={changing}
          project={project}
          choices={members.data?.grantable ?? []}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Page>
  );
}

function RolesDialog(props: {
  readonly person: Somebody;
  readonly project: string | undefined;
  readonly choices: readonly Role[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [account, setAccount] = useState(props.person.id);
  const [roles, setRoles] = useState<readonly string[]>(props.person.roles);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  // What one may not give stays as it is.
  const kept = props.person.roles.filter((role) => !props.choices.includes(role));
  const save = async (): Promise<void> => {
    try {
      const wanted = [...kept, ...props.choices.filter((role) => roles.includes(role))];
      const where = props.project === undefined ? {} : { project: props.project };
      await api.people.setRoles.call({ account, roles: wanted, ...where });
      await queries.invalidateQueries();
      announce(t('people.saved'));
      props.onClose();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <Dialog
      opened
      onClose={props.onClose}
      title={props.person.id === '' ? t('people.add') : t('people.changeOf', { name: props.person.name })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Problems problems={problems} focus />
        {props.person.id === '' && (
          <PersonSelect
            label={t('people.name')}
            value={account}
            first={{ value: '', label: t('people.choose') }}
            onPick={setAccount}
            required
          />
        )}
        <Checkbox.Group label={t('people.roles')} value={[...roles]} onChange={setRoles} mt="sm">
          {props.choices.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`roleHelp.${role}`)} mt="xs" />
          ))}
        </Checkbox.Group>
        <Group mt="lg">
          <Button type="submit" disabled={account === ''}>
            {t('kit.save')}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {t('kit.cancel')}
          </Button>
        </Group>
      </form>
      {props.person.id !== '' && <AccountActions person={props.person} onDone={props.onClose} />}
    </Dialog>
  );
}
