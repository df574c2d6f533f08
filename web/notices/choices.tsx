import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { NOTICE_WAYS, type NoticePreferences, REASONS } from '@callosum/kernel/contract';
import { useTranslation } from 'react-i18next';
import { Section } from '../settings/section.tsx';
import classes from './notices.module.css';

interface Props {
  readonly entry: NoticePreferences;
  readonly onChange: (more: Partial<NoticePreferences>) => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** What a night usually is, for whoever begins to keep quiet hours. */
const NIGHT = { from: '20:00', to: '07:00' };

const wayOf = (chosen: string) => NOTICE_WAYS.find((one) => one === chosen) ?? 'never';

/** For each reason, whether an e-mail comes at once, later or never, and whether browsers tell of it. */
export function WaysSection({ entry, onChange, mail }: Props & { readonly mail: 'ready' | 'noServer' | 'noAddress' }) {
  const { t } = useTranslation();
  const { push } = entry;
  const { on, reasons } = entry.mail;
  const ways = NOTICE_WAYS.map((way) => ({ value: way, label: t(`notices.ways.${way}`) }));
  return (
    <Section title={t('notices.mail.title')} lead={t('notices.mail.lead')}>
      {mail !== 'ready' && <p className={classes['missing']}>{t(`notices.mail.${mail}`)}</p>}
      <Checkbox
        label={t('notices.mail.on')}
        checked={on}
        onChange={(event) => onChange({ mail: { on: event.currentTarget.checked, reasons } })}
      />
      <Checkbox
        mt="xs"
        label={t('notices.ways.titles')}
        checked={push.titles}
        onChange={(event) => onChange({ push: { ...push, titles: event.currentTarget.checked } })}
      />
      <table className={classes['reasons']}>
        <thead>
          <tr>
            <th scope="col">{t('notices.reason')}</th>
            <th scope="col">{t('notices.way')}</th>
            <th scope="col">{t('notices.flash')}</th>
          </tr>
        </thead>
        <tbody>
          {REASONS.map((reason) => {
            const name = t(`notices.because.${reason}`);
            return (
              <tr key={reason}>
                <th scope="row">{name}</th>
                <td>
                  <NativeSelect
                    aria-label={t('notices.wayOf', { reason: name })}
                    data={ways}
                    disabled={!on}
                    value={reasons[reason]}
                    onChange={(event) => {
                      const way = wayOf(event.currentTarget.value);
                      onChange({ mail: { on, reasons: { ...reasons, [reason]: way } } });
                    }}
                  />
                </td>
                <td>
                  <NativeSelect
                    aria-label={t('notices.flashOf', { reason: name })}
                    data={ways}
                    value={push.reasons[reason]}
                    onChange={(event) => {
                      const way = wayOf(event.currentTarget.value);
                      onChange({ push: { ...push, reasons: { ...push.reasons, [reason]: way } } });
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

/** When the digest comes. */
export function DigestSection({ entry, onChange }: Props) {
  const { t } = useTranslation();
  const { digest } = entry;
  const change = (more: Partial<NoticePreferences['digest']>): void => onChange({ digest: { ...digest, ...more } });
  return (
    <Section title={t('notices.digest.title')} lead={t('notices.digest.lead')}>
      <div className={classes['row']}>
        <NativeSelect
          label={t('notices.digest.every')}
          data={[
            { value: 'day', label: t('notices.digest.day') },
            { value: 'week', label: t('notices.digest.week') },
          ]}
          value={digest.every}
          onChange={(event) => change({ every: event.currentTarget.value === 'week' ? 'week' : 'day' })}
        />
        {digest.every === 'week' && (
          <NativeSelect
            label={t('notices.digest.weekday')}
            data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`notices.weekday.${day}`) }))}
            value={String(digest.weekday)}
            onChange={(event) => change({ weekday: Number(event.currentTarget.value) })}
          />
        )}
        <NativeSelect
          label={t('notices.digest.hour')}
          data={HOURS.map((hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))}
          value={String(digest.hour)}
          onChange={(event) => change({ hour: Number(event.currentTarget.value) })}
        />
      </div>
      <Checkbox
        mt="sm"
        label={t('notices.digest.letter')}
        description={t('notices.digest.letterHelp', { day: t(`notices.weekday.${digest.weekday}`) })}
        checked={entry.week}
        onChange={(event) => onChange({ week: event.currentTarget.checked })}
      />
    </Section>
  );
}

/** When nothing comes. */
export function QuietSection({ entry, onChange }: Props) {
  const { t } = useTranslation();
  const { quiet, zone, urgent } = entry;
  return (
    <Section title={t('notices.quiet.title')} lead={t('notices.quiet.lead')}>
      <Checkbox
        mb="sm"
        label={t('notices.quiet.on')}
        checked={quiet !== null}
        onChange={(event) => onChange({ quiet: event.currentTarget.checked ? NIGHT : null })}
      />
      {quiet && (
        <>
          <div className={classes['row']}>
            {(['from', 'to'] as const).map((end) => (
              <TextInput
                key={end}
                type="time"
                label={t(`notices.quiet.${end}`)}
                value={quiet[end]}
                onChange={(event) => onChange({ quiet: { ...quiet, [end]: event.currentTarget.value } })}
              />
            ))}
          </div>
          <Checkbox
            mb="sm"
            label={t('notices.quiet.urgent')}
            checked={urgent}
            onChange={(event) => onChange({ urgent: event.currentTarget.checked })}
          />
        </>
      )}
      <TextInput
        maw={376}
        label={t('notices.quiet.zone')}
        description={t('notices.quiet.zoneHelp')}
        value={zone ?? ''}
        onChange={(event) => onChange({ zone: event.currentTarget.value.trim() || null })}
      />
    </Section>
  );
}
