import { API_PATH } from '@callosum/kernel/contract';
import { Button, Checkbox, Code, CopyButton } from '@mantine/core';
import { IconCalendarShare } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { ProofQuestion } from '../settings/proof.tsx';
import { useProject } from '../shell/project.ts';

/** As long as a token may live. */
const DAYS = 366;

/** Makes the address at which a calendar program subscribes to the project, and says who can read there. */
export function CalendarAddress() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCalendarShare size={15} stroke={1.7} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t('view.feed.open')}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('view.feed.title')}>
        {opened && <Making />}
      </Dialog>
    </>
  );
}

function Making() {
  const { t } = useTranslation();
  const api = useApi();
  const { key, title } = useProject();
  const [mine, setMine] = useState(false);
  const [token, setToken] = useState<string>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const make = async (proof: string): Promise<void> => {
    try {
      const name = t('view.feed.token', { project: title }).slice(0, 100);
      const made = await api.identity.tokens.make.call({ name, project: key, readOnly: true, days: DAYS, proof });
      setToken(made.token);
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const address = `${window.location.origin}${API_PATH}/projects/${key}/calendar.ics?token=${token}${mine ? '&mine' : ''}`;
  return (
    <>
      <p>{t('view.feed.lead')}</p>
      <p>
        <strong>{t('view.feed.warning')}</strong>
      </p>
      <Problems problems={problems} focus />
      <Checkbox
        my="sm"
        label={t('view.feed.mine')}
        checked={mine}
        onChange={(event) => setMine(event.currentTarget.checked)}
      />
      {token === undefined ? (
        <ProofQuestion lead={t('view.feed.proof')} submit={t('view.feed.make')} onProof={make} />
      ) : (
        <output>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {address}
          </Code>
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button my="sm" onClick={copy}>
                {t(copied ? 'view.feed.copied' : 'view.feed.copy')}
              </Button>
            )}
          </CopyButton>
          <p>
            {t('view.feed.ends')} <Link to="/account">{t('view.feed.account')}</Link>
          </p>
        </output>
      )}
    </>
  );
}
