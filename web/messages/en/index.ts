import type { Catalogue } from '../pseudo.ts';
import account from './account.json';
import actions from './actions.json';
import attachment from './attachment.json';
import changes from './changes.json';
import collaboration from './collaboration.json';
import day from './day.json';
import documents from './documents.json';
import documentStyle from './document-style.json';
import emergency from './emergency.json';
import importing from './import.json';
import imports from './imports.json';
import jobs from './jobs.json';
import kit from './kit.json';
import language from './language.json';
import ledger from './ledger.json';
import matrix from './matrix.json';
import mailSettings from './mail-settings.json';
import notices from './notices.json';
import operations from './operations.json';
import people from './people.json';
import problem from './problem.json';
import providers from './providers.json';
import readiness from './readiness.json';
import record from './record.json';
import redaction from './redaction.json';
import register from './register.json';
import richText from './rich-text.json';
import scopes from './scopes.json';
import search from './search.json';
import session from './session.json';
import settings from './settings.json';
import shell from './shell.json';
import signing from './signing.json';
import signInSettings from './sign-in-settings.json';
import tables from './tables.json';
import templates from './templates.json';
import view from './view.json';
import webhooks from './webhooks.json';

/** Everything the browser says in English, but for what the declarations say themselves. */
export const english: Catalogue = {
  ...kit,
  ...shell,
  account,
  actions,
  attachment,
  changes,
  collaboration,
  day,
  documents,
  documentStyle,
  emergency,
  import: importing,
  imports,
  jobs,
  language,
  ledger,
  matrix,
  mailSettings,
  notices,
  operations,
  people,
  problem,
  providers,
  readiness,
  record,
  redaction,
  register,
  richText,
  scopes,
  search,
  session,
  settings,
  signing,
  signInSettings,
  tables,
  templates,
  view,
  webhooks,
};
