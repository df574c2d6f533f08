import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TemplateOffer } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './templates.module.css';

/** The value of beginning with nothing; no template can be called so. */
export const EMPTY = '';

/** What to begin with: a template with what it brings, or nothing. */
export function TemplateChoice(props: {
  readonly offers: readonly TemplateOffer[];
  readonly chosen: string;
  readonly error: string | undefined;
  readonly onChoose: (name: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Radio.Group
      mt="lg"
      label={t('templates.choose')}
      description={t('templates.chooseHelp')}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      value={props.chosen}
      error={props.error}
      onChange={props.onChoose}
    >
      <Stack gap="sm" mt="sm">
        <Radio value={EMPTY} label={t('templates.empty')} description={t('templates.emptyHelp')} />
        {props.offers.map((offer) => (
          <Radio
            key={offer.name}
            value={offer.name}
            label={words.template(offer, 'title')}
            description={<Brings offer={offer} />}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** In plain words and numbers. */
function Brings({ offer }: { readonly offer: TemplateOffer }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { brings, record } = offer;
  const numbers = brings.counts
    .filter(({ kind }) => kind !== 'criterion')
    .map(({ kind, count }) => `${format.number(count)} ${count === 1 ? words.one(kind) : words.many(kind)}`);
  return (
    <>
      {record !== null && <span className={classes['own']}>{t('templates.own')} </span>}
      {words.template(offer, 'summary')}
      <span className={classes['brings']}>
        {t('templates.brings', { weeks: brings.weeks, numbers: numbers.join(', ') })}
      </span>
    </>
  );
}
