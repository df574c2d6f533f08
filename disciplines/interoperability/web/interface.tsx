import type { ModelOf } from '@callosum/kernel';
import { Impact, Mentioned, useProject, useWords, type ViewProps } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { interfaceView } from '../index.ts';
import { InterfaceAbout } from './interface-about.tsx';
import { InterfaceFigures } from './interface-figures.tsx';
import { InterfaceHoles } from './interface-holes.tsx';
import { InterfaceParts } from './interface-parts.tsx';
import classes from './interface.module.css';
import { PackButton } from './pack-button.tsx';

/** One interface on one screen, what is missing first. */
export default function InterfaceScreen({ model, choices, onChoose }: ViewProps<ModelOf<typeof interfaceView>>) {
  const { t } = useTranslation();
  const words = useWords();
  const { key } = useProject();
  const { interfaces, opened } = model;
  return (
    <>
      <div className={classes['tools']}>
        <NativeSelect
          size="xs"
          maw={420}
          label={words.one('interface')}
          value={opened?.id ?? ''}
          onChange={(event) => onChoose({ interface: event.currentTarget.value })}
          data={[
            ...(opened && interfaces.some(({ id }) => id === opened.id)
              ? []
              : [{ value: opened?.id ?? '', label: opened?.title ?? t('interoperability.interface.choose') }]),
            ...interfaces.map((one) => ({
              value: one.id,
              label: `${words.reference(one.kind, one.number)} ${one.title}`,
            })),
          ]}
        />
        {opened && (
          <>
            <Mentioned record={opened} />
            <span className={classes['soft']}>{words.state(opened.kind, opened.state)}</span>
            <PackButton key={opened.id} of={opened} />
          </>
        )}
      </div>
      {opened ? (
        <>
          <InterfaceHoles key={opened.id} of={opened} holes={opened.holes} />
          <InterfaceFigures
            figures={opened.figures}
            opened={choices['figure']}
            onOpen={(figure) => onChoose({ figure })}
          />
          <InterfaceAbout opened={opened} />
          <InterfaceParts opened={opened} />
          <Impact key={`impact ${opened.id}`} id={opened.id} />
        </>
      ) : (
        <p>
          {interfaces.length > 0 ? (
            t('interoperability.interface.gone')
          ) : (
            <>
              {t('interoperability.inventory.first')}{' '}
              <Link to="/p/$key/new/$kind" params={{ key, kind: 'interface' }}>
                {t('interoperability.next.make', { kind: words.one('interface') })}
              </Link>
            </>
          )}
        </p>
      )}
    </>
  );
}
