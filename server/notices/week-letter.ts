import { leavePath } from '@callosum/kernel/contract';
import type { Message } from '../mail/mail.ts';
import { escaped } from './letter.ts';

/** What a week came to for one person in one project, and what lies before him. */
export interface Week {
  readonly project: { readonly key: string; readonly title: string };
  /** Criteria that stand otherwise than a week ago. */
  readonly turned: readonly {
    readonly gate: string;
    readonly title: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** What waits for him and is late, or due within the week. */
  readonly waiting: readonly {
    readonly id: string;
    readonly reference: string;
    readonly title: string;
    readonly until: string | null;
  }[];
  /** Gates of the next weeks that are not decided. */
  readonly next: readonly {
    readonly key: string;
    readonly title: string;
    readonly date: string;
    readonly open: number;
    readonly of: number;
  }[];
}

interface Envelope {
  readonly to: string;
  readonly name: string;
  /** The address that links begin with. */
  readonly address: string;
  /** Whether titles of records may leave the house. */
  readonly titles: boolean;
  /** The same for the same letter: a mail server that gets it again knows it. */
  readonly id: string;
  /** The link that ends these letters. */
  readonly leave: string;
}

/** More than this of one sort is counted and not listed. */
const MOST_LISTED = 15;

interface Line {
  readonly text: string;
  readonly link?: string;
}

/** The weekly letter: what turned, what waits, what is next, project by project. */
export function weekLetter(weeks: readonly [Week, ...Week[]], envelope: Envelope): Message {
  const { to, name, address, titles } = envelope;
  const leave = `${address}${leavePath(envelope.leave)}`;
  const settings = `${address}/notices`;
  const parts = weeks.map((week) => ({
    heading: titles ? `${week.project.key} ${week.project.title}` : week.project.key,
    link: `${address}/p/${encodeURIComponent(week.project.key)}`,
    groups: groupsOf(week, address, titles),
  }));
  const text = [
    `Hello ${name},`,
    ...parts.flatMap(({ heading, link, groups }) => [
      '',
      heading,
      link,
      ...groups.flatMap(({ title, lines }) => [
        '',
        `${title}:`,
        ...lines.map(({ text: line, link: to_ }) => `- ${line}${to_ ? `\n  ${to_}` : ''}`),
      ]),
    ]),
    '',
    '-- ',
    `No more letters like this: ${leave}`,
    `How and when you are told: ${settings}`,
  ].join('\n');
  const html = [
    '<!doctype html><html lang="en"><body style="font-family: sans-serif; line-height: 1.5">',
    `<p>Hello ${escaped(name)},</p>`,
    ...parts.map(
      ({ heading, link, groups }) =>
        `<h2 style="font-size: 1.1em"><a href="${escaped(link)}">${escaped(heading)}</a></h2>${groups
          .map(({ title, lines }) => `<p>${escaped(title)}</p><ul>${lines.map(itemOf).join('')}</ul>`)
          .join('')}`,
    ),
    `<hr><p><a href="${escaped(leave)}">No more letters like this</a> · <a href="${escaped(settings)}">How and when you are told</a></p>`,
    '</body></html>',
  ].join('\n');
  const late = weeks.reduce((sum, { waiting }) => sum + waiting.length, 0);
  return {
    to,
    subject:
      late === 0
        ? 'Your week in Callosum'
        : `Your week in Callosum: ${late} ${late === 1 ? 'thing waits' : 'things wait'} for you`,
    text,
    html,
    messageId: `<week.${envelope.id}@${new URL(address).hostname}>`,
    headers: {
      'List-Unsubscribe': `<${leave}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

function itemOf({ text, link }: Line): string {
  return `<li>${link === undefined ? escaped(text) : `<a href="${escaped(link)}">${escaped(text)}</a>`}</li>`;
}

function groupsOf({ project, turned, waiting, next }: Week, address: string, titles: boolean) {
  const page = `${address}/p/${encodeURIComponent(project.key)}`;
  const groups: readonly { readonly title: string; readonly lines: readonly Line[] }[] = [
    {
      title: 'What turned',
      lines: listed(
        turned.map(({ gate, title, before, after }) => ({
          text: `${gate}: ${titles ? title : 'a criterion'}, ${before} → ${after}`,
        })),
      ),
    },
    {
      title: 'What waits for you',
      lines: listed(
        waiting.map(({ id, reference, title, until }) => ({
          text: [titles ? `${reference} ${title}` : reference, until === null ? '' : `by ${until}`]
            .filter(Boolean)
            .join(', '),
          link: `${page}/${id}`,
        })),
      ),
    },
    {
      title: 'What is next',
      lines: listed(
        next.map(({ key, title, date, open, of }) => ({
          text: `${date} ${titles ? `${key} ${title}` : key}: ${open} of ${of} criteria open`,
          link: `${page}/gate/${encodeURIComponent(key)}`,
        })),
      ),
    },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function listed(lines: readonly Line[]): readonly Line[] {
  const more = lines.length - MOST_LISTED;
  return more > 0 ? [...lines.slice(0, MOST_LISTED), { text: `and ${more} more` }] : lines;
}
