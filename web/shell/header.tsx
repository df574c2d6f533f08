import { ActionIcon, Burger, Kbd, Menu, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconSearch, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Action } from '../actions/action.ts';
import { keysOf } from '../actions/shortcuts.ts';
import { useApi } from '../composition.ts';
import { DayLink } from '../day/day-link.tsx';
import { JobTray } from '../jobs/tray.tsx';
import { inTree, useScopes } from '../scopes/use-scopes.ts';
import { Mark } from './mark.tsx';
import classes from './shell.module.css';

export function Header(props: {
  readonly navigation?: { readonly opened: boolean; readonly toggle: () => void };
  /** What the account menu offers. */
  readonly account: readonly Action[];
}) {
  const { t } = useTranslation();
  const api = useApi();
  const me = useQuery(api.me.queryOptions()).data;
  return (
    <div className={classes['header']}>
      {props.navigation && (
        <Burger
          className={classes['burger']}
          size="sm"
          opened={props.navigation.opened}
          onClick={props.navigation.toggle}
          aria-label={t('shell.navigation')}
          aria-expanded={props.navigation.opened}
        />
      )}
      <Link to="/" className={classes['brand']}>
        <Mark />
        <span>Callosum</span>
      </Link>
      <ScopeSwitcher />
      <div className={classes['spring']} />
      <UnstyledButton className={classes['search']} onClick={() => spotlight.open()}>
        <IconSearch size={16} stroke={1.7} />
        <span className={classes['searchText']}>{t('shell.search')}</span>
        <Kbd size="xs" aria-hidden="true" className={classes['searchKeys']}>
          {keysOf('mod+K').join(' ')}
        </Kbd>
      </UnstyledButton>
      <DayLink />
      <JobTray />
      <Menu position="bottom-end" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.account')}>
            <IconUserCircle size={22} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me?.name}
            <br />
            {me?.email}
          </Menu.Label>
          {props.account
            .filter((action) => action.visible !== false)
            .map((action) => (
              <Menu.Item key={action.id} leftSection={<action.icon size={16} stroke={1.6} />} onClick={action.run}>
                {t(action.labelKey, action.values ?? {})}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** From the open scope to any other, in the order of the tree. */
function ScopeSwitcher() {
  const { t } = useTranslation();
  const { key } = useParams({ strict: false });
  const scopes = inTree(useScopes());
  if (key === undefined) return null;
  const open = scopes.find(({ node }) => node.key === key)?.node;
  return (
    <Menu position="bottom-start" width={320} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes['switcher']}>
          <span className={classes['switcherTitle']}>{open?.title ?? key}</span>
          <span className="hidden">{t('shell.switch')}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {scopes
          .filter(({ node }) => node.roles.length > 0)
          .map(({ node, depth }) => (
            <Menu.Item
              key={node.key}
              component={Link}
              to={`/p/${node.key}`}
              aria-current={node.key === key ? 'true' : undefined}
              style={{ paddingInlineStart: 12 + depth * 14 }}
              rightSection={
                <span className={classes['key']}>
                  {node.type === 'project' ? node.key : t(`scopes.type.${node.type}`)}
                </span>
              }
            >
              {node.title || node.key}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/">
          {t('shell.allProjects')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
