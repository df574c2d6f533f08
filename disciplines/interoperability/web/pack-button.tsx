import { toldShape } from '@callosum/kernel/contract';
import { save, Problems, problemsOf, type Trouble, useAsk, useFormat, useProject, useWords } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Mention } from '@callosum/kernel';
import classes from './interface.module.css';

const packed = z.object({
  entries: z.array(z.string()),
  replaced: z.number(),
  leftOut: z.array(toldShape.extend({ name: z.string(), inPart: z.boolean().optional() })),
  zip: z.base64(),
});
type Report = Omit<z.infer<typeof packed>, 'zip'>;

/** Hands out what the other side of an interface is given, and says what is in it and what is not. */
export function PackButton({ of }: { readonly of: Mention }) {
  const { t } = useTranslation();
  const { key } = useProject();
  const ask = useAsk('interoperability');
  const [pending, setPending] = useState(false);
  const [report, setReport] = useState<Report>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const fetchPack = async (): Promise<void> => {
    setPending(true);
    setProblems([]);
    try {
      const { zip, ...rest } = packed.parse(await ask('pack', { interface: of.id }));
      save(
        `${key}-INT-${of.number}.zip`,
        Uint8Array.from(atob(zip), (sign) => sign.codePointAt(0) ?? 0),
        'application/zip',
      );
      setReport(rest);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={pending}
        leftSection={<IconPackageExport size={15} stroke={1.7} aria-hidden="true" />}
        onClick={() => void fetchPack()}
      >
        {t('interoperability.pack.fetch')}
      </Button>
      <Problems problems={problems} focus />
      {report && <PackReport report={report} />}
    </>
  );
}

function PackReport({ report: { entries, replaced, leftOut } }: { readonly report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  return (
    <output className={classes['report']}>
      {t('interoperability.pack.made', { count: entries.length })}{' '}
      {t('interoperability.pack.replaced', { count: replaced, number: format.number(replaced) })}
      <ul>
        {entries.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {leftOut.map(({ name, inPart, ...why }) => (
          <li key={name}>
            <strong>
              {t(inPart ? 'interoperability.pack.leftOutInPart' : 'interoperability.pack.leftOut', { name })}
            </strong>{' '}
            {words.told(why)}
          </li>
        ))}
      </ul>
    </output>
  );
}
