import type { Kind } from '@callosum/kernel';
import { ActionIcon, Button } from '@mantine/core';
import { IconEyeQuestion, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import type { LinkView, RecordView } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { AddLink, linkedByHand } from './add-link.tsx';
import { EditLink, LinkFields } from './link-fields.tsx';
import classes from './record.module.css';

/** What a record is linked to and from, grouped by what the link means. */
export function Links({ kind, view }: { readonly kind: Kind; readonly view: RecordView }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const announce = useAnnounce();
  const project = useProject();
  const command = useCommand(project.key);
  const { registry } = useComposition();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const groups = groupBy(view.links, (link) => `${link.direction} ${link.type}`);
  const remove = async (link: LinkView): Promise<void> => {
    const by = registry.links.get(link.type)?.removedBy;
    const outcome = by
      ? await command.run(by.command, { [by.from]: view.record.id, [by.to]: link.other.id })
      : await command.run('link.remove', { id: link.id }, { [link.id]: link.version });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('record.linkRemoved'));
  };
  const look = async (link: LinkView): Promise<void> => {
    const outcome = await command.run('link.review', { ids: [link.id] }, { [link.id]: link.version });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('record.looked'));
  };
  const mayReview = ({ type, direction }: LinkView): boolean =>
    view.may.update && direction === 'out' && registry.links.get(type)?.pins === 'review';
  /** What it says of itself: who registered came, and how a control reduces a hazard. */
  const mayChange = ({ type, direction }: LinkView): boolean => {
    const link = registry.links.get(type);
    if (!view.may.update || direction === 'in' || link?.from !== kind.name || link.byHand === 'never') return false;
    return Object.keys(link.fields ?? {}).length > 0;
  };
  const mayRemove = ({ type, direction }: LinkView): boolean => {
    const link = registry.links.get(type);
    if (!view.may.update || direction === 'in' || link?.from !== kind.name) return false;
    return link.removedBy ? project.mayRun(link.removedBy.command) : link.byHand === undefined;
  };
  return (
    <section className={classes['section']} aria-labelledby="links">
      <h2 id="links">{t('record.links')}</h2>
      <Problems problems={problems} focus />
      {view.links.length === 0 && <p className={classes['soft']}>{t('record.noLinks')}</p>}
      {[...groups].map(([name, links]) => {
        const [first] = links;
        if (!first) return null;
        return (
          <div key={name} className={classes['linkGroup']}>
            <h3>{words.link(first.type, first.direction)}</h3>
            <ul>
              {links.map((link) => (
                <li key={link.id}>
                  <Link
                    to="/p/$key/$reference"
                    params={{ key: project.key, reference: words.reference(link.other.kind, link.other.number) }}
                  >
                    <span className={classes['soft']}>{words.reference(link.other.kind, link.other.number)}</span>{' '}
                    {link.other.title}
                  </Link>
                  <LinkFields link={link} />
                  {link.suspect && <Suspect link={link} onLook={mayReview(link) ? look : undefined} />}
                  {mayChange(link) && <EditLink link={link} />}
                  {mayRemove(link) && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={t('record.removeLink', { title: link.other.title })}
                      onClick={() => void remove(link)}
                    >
                      <IconX size={14} />
                    </ActionIcon>
                  )}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {view.moreLinks > 0 && (
        <p className={classes['soft']}>
          {t('record.moreLinks', { count: view.moreLinks, number: format.number(view.moreLinks) })}
        </p>
      )}
      {view.may.update && linkedByHand(kind).length > 0 && <AddLink kind={kind} id={view.record.id} />}
    </section>
  );
}

/** Says that the other end has changed since somebody looked, and lets who may say that he has looked again. */
function Suspect({
  link,
  onLook,
}: {
  readonly link: LinkView;
  readonly onLook: ((link: LinkView) => Promise<void>) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <span className={classes['suspect']}>
        <IconEyeQuestion size={14} aria-hidden /> {t('record.suspect')}
      </span>
      {onLook && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={t('record.lookedAt', { title: link.other.title })}
          onClick={() => void onLook(link)}
        >
          {t('record.lookedAtShort')}
        </Button>
      )}
    </>
  );
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}
