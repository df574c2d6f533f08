import { Button, NativeSelect, TextInput } from '@mantine/core';
import { ROLES } from '@callosum/kernel';
import type { IdentityProvider, ProviderGroup } from '@callosum/kernel/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { inTree, useScopes } from '../scopes/use-scopes.ts';
import { useProof } from '../settings/proof.tsx';
import { useDoing } from '../settings/section.tsx';
import settings from '../settings/settings.module.css';
import classes from './providers.module.css';
import { Form } from '../kit/form.tsx';

/** A line of the table; its place tells it from others while it has no words yet. */
type Row = ProviderGroup & { readonly place: number };

/** Which role a group gives where; saved as a whole. */
export function Groups({ provider }: { readonly provider: IdentityProvider }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const ask = useProof();
  const { problems, act } = useDoing();
  const [rows, setRows] = useState<readonly Row[]>(() => provider.groups.map((row, place) => ({ ...row, place })));
  const scopes = inTree(useScopes());
  const wanted = rows.map(({ place: _place, ...row }) => row);
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(provider.groups);
  const change = (place: number, more: Partial<ProviderGroup>): void =>
    setRows((before) => before.map((row) => (row.place === place ? { ...row, ...more } : row)));
  const add = (): void =>
    setRows((before) => [
      ...before,
      {
        group: '',
        scope: scopes[0]?.node.key ?? 'organisation',
        role: 'reader',
        place: Math.max(-1, ...before.map(({ place }) => place)) + 1,
      },
    ]);
  const save = async (): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    if (await act(() => api.identity.setGroups.call({ id: provider.id, groups: wanted, proof }))) {
      announce(t('providers.saved'));
    }
  };
  return (
    <Form onSubmit={() => void save()}>
      <h3>{t('providers.groups.title')}</h3>
      <p>{t(provider.kind === 'scim' ? 'providers.groups.leadDirectory' : 'providers.groups.lead')}</p>
      <Problems problems={problems} focus />
      {rows.length > 0 && (
        <table className={classes['groups']}>
          <thead>
            <tr>
              <th scope="col">{t('providers.groups.group')}</th>
              <th scope="col">{t('providers.groups.scope')}</th>
              <th scope="col">{t('providers.groups.role')}</th>
              <th scope="col">{t('providers.groups.action')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.place}>
                <td>
                  <TextInput
                    aria-label={t('providers.groups.groupOf', { count: index + 1 })}
                    value={row.group}
                    onChange={(event) => change(row.place, { group: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <NativeSelect
                    aria-label={t('providers.groups.scopeOf', { count: index + 1 })}
                    value={row.scope}
                    onChange={(event) => change(row.place, { scope: event.currentTarget.value })}
                    data={scopes.map(({ node }) => ({ value: node.key, label: node.title }))}
                  />
                </td>
                <td>
                  <NativeSelect
                    aria-label={t('providers.groups.roleOf', { count: index + 1 })}
                    value={row.role}
                    onChange={(event) => {
                      const role = ROLES.find((one) => one === event.currentTarget.value);
                      if (role) change(row.place, { role });
                    }}
                    data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                  />
                </td>
                <td>
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={t('providers.groups.removeOf', { count: index + 1 })}
                    onClick={() => setRows((before) => before.filter(({ place }) => place !== row.place))}
                  >
                    {t('providers.groups.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={settings['buttons']}>
        <Button size="xs" variant="default" onClick={add}>
          {t('providers.groups.add')}
        </Button>
        {isChanged && (
          <Button size="xs" type="submit">
            {t('providers.groups.save')}
          </Button>
        )}
      </div>
    </Form>
  );
}
