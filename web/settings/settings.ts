import {
  IconBell,
  IconBuildingBank,
  IconKey,
  IconLanguage,
  IconMail,
  IconPalette,
  IconShieldLock,
  IconUrgent,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Action } from '../actions/action.ts';
import { LANGUAGES } from '../messages/i18n.ts';

/** A page of settings: a line of the index, and a way there in the palette. */
export interface Setting {
  readonly id: string;
  readonly to: NonNullable<LinkProps['to']>;
  /** Catalogue keys: what it is called, and in a sentence what is set there. */
  readonly labelKey: string;
  readonly leadKey: string;
  readonly icon: Action['icon'];
  /** Everybody sets what is one's own; what holds for the organisation is for its owners. */
  readonly of: 'account' | 'organisation';
}

const LANGUAGE: Setting = {
  id: 'language',
  to: '/settings/language',
  labelKey: 'settings.language.title',
  leadKey: 'settings.language.lead',
  icon: IconLanguage,
  of: 'account',
};

/** Everything that can be set, in the order of the index. A new page adds its line here and its route. */
export const SETTINGS: readonly Setting[] = [
  {
    id: 'account',
    to: '/account',
    labelKey: 'settings.account.title',
    leadKey: 'settings.account.lead',
    icon: IconShieldLock,
    of: 'account',
  },
  {
    id: 'notices',
    to: '/notices',
    labelKey: 'settings.notices.title',
    leadKey: 'settings.notices.lead',
    icon: IconBell,
    of: 'account',
  },
  // With one language there is nothing to choose.
  ...(LANGUAGES.length > 1 ? [LANGUAGE] : []),
  {
    id: 'sign-in',
    to: '/settings/sign-in',
    labelKey: 'settings.signIn.title',
    leadKey: 'settings.signIn.lead',
    icon: IconKey,
    of: 'organisation',
  },
  {
    id: 'single-sign-on',
    to: '/settings/single-sign-on',
    labelKey: 'settings.providers.title',
    leadKey: 'settings.providers.lead',
    icon: IconBuildingBank,
    of: 'organisation',
  },
  {
    id: 'mail',
    to: '/settings/mail',
    labelKey: 'settings.mail.title',
    leadKey: 'settings.mail.lead',
    icon: IconMail,
    of: 'organisation',
  },
  {
    id: 'document-style',
    to: '/settings/document-style',
    labelKey: 'settings.documentStyle.title',
    leadKey: 'settings.documentStyle.lead',
    icon: IconPalette,
    of: 'organisation',
  },
  {
    id: 'emergency',
    to: '/settings/emergency',
    labelKey: 'settings.emergency.title',
    leadKey: 'settings.emergency.lead',
    icon: IconUrgent,
    of: 'organisation',
  },
];
