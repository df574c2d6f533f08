import { z } from 'zod';
import { base } from './base.ts';
import { scopeKey } from './shapes.ts';
import { rule } from '../declare/say.ts';

/** Why something is news for somebody. */
export const REASONS = ['mentioned', 'assigned', 'shared', 'owner', 'watching', 'takesPart', 'author'] as const;
export type Reason = (typeof REASONS)[number];

/** When a notice goes out: at once, gathered, or not at all. */
export const NOTICE_WAYS = ['now', 'digest', 'never'] as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, rule`must be a time of day such as 22:00`);

/** How somebody wants to hear of what is new for him outside of Callosum. */
export const noticePreferences = z.object({
  /** IANA zone of the times below; null: that of the project. */
  zone: z.string().max(64).nullable(),
  /** Nothing is sent from one time of day to the other; what was held is sent when they are over. */
  quiet: z
    .object({ from: clock, to: clock })
    .refine(({ from, to }) => from !== to, { message: rule`must end at another time than it begins`, path: ['to'] })
    .nullable(),
  /** What its kind declares urgent is sent at once, quiet hours or not. */
  urgent: z.boolean(),
  digest: z.object({
    every: z.enum(['day', 'week']),
    /** 1 is Monday; counts when it comes weekly. */
    weekday: z.number().int().min(1).max(7),
    hour: z.number().int().min(0).max(23),
  }),
  mail: z.object({ on: z.boolean(), reasons: z.record(z.enum(REASONS), z.enum(NOTICE_WAYS)) }),
  /** Whether a letter comes once a week, on the day and at the hour of the digest: what turned, what waits, what is next. */
  week: z.boolean().default(true),
  /** Through the browsers that are told. */
  push: z.object({
    /** Whether they may show titles of records: a screen may lie open to anybody. */
    titles: z.boolean(),
    reasons: z.record(z.enum(REASONS), z.enum(NOTICE_WAYS)),
  }),
});
export type NoticePreferences = z.infer<typeof noticePreferences>;

/** What the organisation says about notices that leave Callosum. */
const noticePolicy = z.object({
  /** Whether e-mails and browsers may show the title of a record; its number stands there always. */
  titles: z.boolean(),
});

/** A record one follows, or chose not to. */
export const followed = z.object({
  project: z.object({ key: scopeKey, title: z.string() }),
  record: z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string() }),
});

/** A browser that is told. */
const pushDevice = z.object({
  id: z.string(),
  /** Where its push service takes messages for it. */
  address: z.string(),
  browser: z.string(),
  made: z.string(),
});

const done = z.object({ done: z.literal(true) });

/** What one follows, and how one hears of it. */
export const notices = {
  preferences: base
    .route({ method: 'GET', path: '/notices/preferences', summary: 'How one hears of what is new' })
    .output(
      z.object({
        preferences: noticePreferences,
        /** Whether e-mail can go out at all; otherwise what is missing. */
        mail: z.enum(['ready', 'noServer', 'noAddress']),
        policy: noticePolicy,
        /** Whether one may change the policy. */
        mayPolicy: z.boolean(),
      }),
    ),
  setPreferences: base
    .route({ method: 'PUT', path: '/notices/preferences', summary: 'Say how one wants to hear of what is new' })
    .input(noticePreferences)
    .output(done),
  setPolicy: base
    .route({ method: 'PUT', path: '/notices/policy', summary: 'Say what notices may carry out of the house' })
    .input(noticePolicy)
    .output(done),
  followed: base
    .route({ method: 'GET', path: '/notices/followed', summary: 'Records one chose to follow, or not to' })
    .output(z.object({ following: z.array(followed), left: z.array(followed) })),
  devices: base
    .route({ method: 'GET', path: '/notices/devices', summary: 'Browsers that are told, and the key to add this one' })
    .output(z.object({ key: z.string(), devices: z.array(pushDevice) })),
  addDevice: base
    .route({ method: 'POST', path: '/notices/devices', summary: 'Tell this browser what is new' })
    .input(
      z.object({
        address: z.string().max(2_000),
        keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
        browser: z.string().trim().max(100),
      }),
    )
    .output(pushDevice),
  removeDevice: base
    .route({ method: 'DELETE', path: '/notices/devices/{id}', summary: 'Do not tell a browser any more' })
    .input(z.object({ id: z.uuid() }))
    .output(done),
};
