import type { Kind } from '@callosum/kernel';
import {
  IconBell,
  IconBellOff,
  IconClipboardCheck,
  IconEdit,
  IconPlayerTrackNext,
  IconPlus,
  IconRestore,
  IconShare,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import { useCommand } from '../api/command.ts';
import { Attachments } from '../attachments/attachments.tsx';
import type { Trouble } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';
import { Company } from '../collaboration/company.tsx';
import { useCompany } from '../collaboration/use-company.ts';
import { Comments } from '../collaboration/comments.tsx';
import { useApi, useComposition } from '../composition.ts';
import { TickProvider } from '../fields/tick.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { useFollowing } from '../notices/use-following.ts';
import { RecordState } from '../register/record-state.tsx';
import { OtherDay, OtherDayNote } from '../readiness/other-day.tsx';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { CommandDialog, type Offer, useOffers } from './command-dialog.tsx';
import { useEdits } from './edits.tsx';
import { EditForm } from './edit-form.tsx';
import { History } from './history.tsx';
import { Impact } from './impact.tsx';
import { Links } from './links.tsx';
import classes from './record.module.css';
import { ReadSections } from './sections.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { Standing } from './standing.tsx';
import { RatedToday } from '../matrix/rated-today.tsx';
import { useRecord } from './use-record.ts';
import { useOpeners } from './use-openers.ts';
import { useTicking } from './use-ticking.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';
import { textOf } from '../kit/text-of.ts';

export function RecordPage() {
  const { key, reference } = useParams({ from: '/shell/p/$key/$reference' });
  const { t } = useTranslation();
  const { registry } = useComposition();
  const { at } = useProject();
  const found = useRecord(key, reference, at);
  if (found.missing) {
    return (
      <Page title={t('record.missing', { reference })}>
        <Link to="/p/$key" params={{ key }}>
          {t('readiness.title')}
        </Link>
      </Page>
    );
  }
  if (found.view) {
    const kind = registry.kinds.get(found.view.record.kind);
    return kind ? (
      <RecordScreen key={found.view.record.id} kind={kind} view={found.view} refetch={found.refetch} />
    ) : (
      <NotFound />
    );
  }
  if (found.problems.length > 0) {
    return (
      <Page title={reference} actions={<OtherDay />}>
        <Problems problems={found.problems} />
      </Page>
    );
  }
  return <Waiting />;
}

interface ScreenProps {
  readonly kind: Kind;
  readonly view: RecordView;
  readonly refetch: () => Promise<RecordView | undefined>;
}

function RecordScreen({ kind, view, refetch }: ScreenProps) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const [editing, setEditing] = useState(false);
  /** The field that has the focus. */
  const [field, setField] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [offer, setOffer] = useState<Offer>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const { record } = view;
  const people = useCompany(record.id, editing, field);
  const reference = words.reference(kind.name, record.number);
  const deeds = useDeeds({
    kind,
    view,
    onEdit: () => setEditing(true),
    onWithdraw: () => setWithdrawing(true),
    onShare: () => setSharing(true),
    onOffer: setOffer,
    onProblems: setProblems,
  });
  useActions(deeds);
  const tick = useTicking(view, setProblems);
  const title = textOf(record.fields['title'] ?? reference);
  return (
    <Page
      title={title}
      context={`${reference} · ${project.title}`}
      above={
        <p className={classes['path']}>
          {kind.hidden ? (
            words.one(kind.name)
          ) : (
            <Link to="/p/$key/register/$kind" params={{ key: project.key, kind: kind.name }}>
              {words.many(kind.name)}
            </Link>
          )}
          <span>{reference}</span>
          {Object.keys(kind.lifecycle.states).length > 1 && <RecordState kind={kind} state={record.state} />}
        </p>
      }
      actions={
        editing ? undefined : (
          <>
            {deeds.map((deed) => (
              <ActionButton key={deed.id} action={deed} />
            ))}
            <OtherDay />
          </>
        )
      }
    >
      {record.scope !== project.key && (
        <p className={classes['note']}>
          {t('scopes.livesIn', { place: record.scope })}{' '}
          <Link to="/p/$key/$reference" params={{ key: record.scope, reference: record.id }}>
            {t('scopes.openThere')}
          </Link>
        </p>
      )}
      {record.withdrawn && <p className={classes['note']}>{t('record.withdrawn')}</p>}
      <OtherDayNote />
      <Problems problems={problems} focus />
      <Company kind={kind} people={people} />
      {!editing && <RatedToday kind={kind} view={view} />}
      {editing ? (
        <EditForm
          kind={kind}
          view={view}
          people={people}
          refetch={refetch}
          onDone={() => setEditing(false)}
          onField={setField}
        />
      ) : (
        <TickProvider value={tick}>
          <ReadSections kind={kind} fields={record.fields} hidden={view.hidden} />
        </TickProvider>
      )}
      <Standing view={view} />
      <Attachments view={view} reference={reference} />
      <Links kind={kind} view={view} />
      {project.at === undefined && (
        <>
          <Impact id={view.record.id} />
          <Comments record={record} />
        </>
      )}
      <History kind={kind} view={view} />
      <CommandDialog offer={offer} view={view} onClose={() => setOffer(undefined)} />
      <ShareDialog opened={sharing} onClose={() => setSharing(false)} view={view} reference={reference} />
      <WithdrawDialog
        opened={withdrawing}
        onClose={() => setWithdrawing(false)}
        record={record}
        reference={reference}
      />
    </Page>
  );
}

/** Answers without an author that are given to the record: they could not be linked to it afterwards, as nobody finds them again. */
function useAnswers(kind: Kind, { record }: RecordView): Action[] {
  const words = useWords();
  const project = useProject();
  const navigate = useNavigate();
  const { registry } = useComposition();
  return [...registry.links.values()].flatMap(({ type, from, to }): Action[] => {
    const answer = registry.kinds.get(from);
    if (!answer?.anonymous || !to.includes(kind.name) || record.withdrawn || !project.may('create', answer)) return [];
    return [
      {
        id: `answer-${type}`,
        labelKey: 'register.create',
        values: { kind: words.one(from) },
        group: 'do',
        icon: IconPlus,
        run: () =>
          void navigate({
            to: '/p/$key/new/$kind',
            params: { key: project.key, kind: from },
            search: { link: type, to: record.id },
          }),
      },
    ];
  });
}

function useDeeds(props: {
  readonly kind: Kind;
  readonly view: RecordView;
  readonly onEdit: () => void;
  readonly onWithdraw: () => void;
  readonly onShare: () => void;
  readonly onOffer: (offer: Offer) => void;
  readonly onProblems: (problems: readonly Trouble[]) => void;
}): Action[] {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const project = useProject();
  const command = useCommand(project.key);
  const edits = useEdits();
  const { kind, view } = props;
  const { record, may } = view;
  const reference = words.reference(kind.name, record.number);
  const run = async (name: string, input: Record<string, string>, done: string): Promise<void> => {
    const outcome = await command.run(name, { id: record.id, ...input }, { [record.id]: record.version });
    props.onProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(done);
  };
  const carry = async (move: string, done: string): Promise<void> => {
    const outcome = await edits.run(kind, [{ record, move }], t('register.moveOf', { reference }));
    props.onProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(done);
  };
  const api = useApi();
  const following = useQuery(api.collaboration.watching.queryOptions({ input: { key: project.key, id: record.id } }));
  const { choose } = useFollowing(project.key, record.id, reference);
  const watching = following.data?.watching;
  // The server says which moves: some are for others, or for a command.
  const moves = Object.entries(kind.lifecycle.moves).filter(([name]) => may.moves.includes(name));
  const offers = useOffers(view);
  const answers = useAnswers(kind, view);
  const openers = useOpeners(view);
  return [
    ...openers,
    ...offers.map((offer): Action => ({
      id: `command-${offer.command}-${offer.index}`,
      labelKey: 'record.command.open',
      values: { what: words.form(offer.command, offer.index) },
      group: 'do',
      icon: IconClipboardCheck,
      run: () => props.onOffer(offer),
    })),
    ...answers,
    ...moves.map(([name, move]): Action => ({
      id: `move-${name}`,
      labelKey: 'register.open',
      values: { kinds: words.move(kind.name, name) },
      group: 'do',
      icon: IconPlayerTrackNext,
      run: () => void carry(name, t('record.moved', { reference, state: words.state(kind.name, move.to) })),
    })),
    {
      id: 'edit',
      labelKey: 'record.edit',
      group: 'do',
      icon: IconEdit,
      shortcut: 'e',
      visible: may.update,
      run: props.onEdit,
    },
    {
      id: 'share',
      labelKey: 'record.share.do',
      group: 'do',
      icon: IconShare,
      visible: may.share,
      run: props.onShare,
    },
    {
      id: 'follow',
      labelKey: watching ? 'notices.followed.unfollow' : 'notices.followed.follow',
      group: 'do',
      icon: watching ? IconBellOff : IconBell,
      shortcut: 'f',
      visible: watching !== undefined,
      run: () => void choose(!watching),
    },
    {
      id: 'withdraw',
      labelKey: 'record.withdraw',
      group: 'do',
      icon: IconTrash,
      visible: may.withdraw && !record.withdrawn,
      run: props.onWithdraw,
    },
    {
      id: 'restore',
      labelKey: 'record.restore',
      group: 'do',
      icon: IconRestore,
      visible: may.withdraw && record.withdrawn,
      run: () => void run('record.restore', {}, t('record.restored', { reference })),
    },
  ];
}
