import { z } from 'zod';
import { ROLES } from '../declare/role.ts';
import { base } from './base.ts';
import { newPassword } from './identity-shapes.ts';
import { mailOutcome } from './mail-shapes.ts';
import * as shape from './shapes.ts';

const key = shape.scopeKey;
const done = z.object({ done: z.literal(true) });

/** Who has an account, how one comes to it, and which roles he holds. */
export const people = {
  list: base
    .route({ method: 'GET', path: '/people', summary: 'Names behind account ids' })
    .output(z.array(shape.person)),
  join: base
    .route({ method: 'POST', path: '/people/join', summary: 'Use a one-time link: create an account' })
    .input(
      z.object({
        token: z.string().min(20).max(200),
        name: z.string().trim().min(1).max(200),
        email: z.email().max(320),
        password: newPassword,
      }),
    )
    .output(shape.person),
  members: base
    .route({
      method: 'GET',
      path: '/people/members',
      summary: 'Who holds which roles in a project, or in the organisation',
    })
    .input(z.object({ project: key.optional() }))
    .output(shape.members),
  setRoles: base
    .route({ method: 'PUT', path: '/people/{account}/roles', summary: 'Make these the roles somebody holds there' })
    .input(z.object({ account: z.uuid(), project: key.optional(), roles: z.array(z.enum(ROLES)).max(ROLES.length) }))
    .output(shape.members),
  askReset: base
    .route({ method: 'POST', path: '/people/password/forgotten', summary: 'Have a link for a new password sent' })
    .input(z.object({ email: z.email().max(320) }))
    .output(done),
  resetPassword: base
    .route({ method: 'POST', path: '/people/password/reset', summary: 'Use such a link; every session ends' })
    .input(z.object({ token: z.string().min(20).max(200), next: newPassword }))
    .output(done),
  endSessions: base
    .route({ method: 'POST', path: '/people/{account}/sessions/end', summary: 'Sign somebody out everywhere' })
    .input(z.object({ account: z.uuid() }))
    .output(z.object({ ended: z.number() })),
  setActive: base
    .route({ method: 'PUT', path: '/people/{account}/active', summary: 'Switch an account off or on' })
    .input(z.object({ account: z.uuid(), active: z.boolean() }))
    .output(done),
  invite: base
    .route({ method: 'POST', path: '/people/invitations', summary: 'Make a one-time link for a new colleague' })
    .input(
      z.object({
        role: z.enum(ROLES),
        project: key.optional(),
        /** The link is sent there, and only this address can use it. */
        email: z.email().max(320).optional(),
        /** The last day the account can be used: for people of partners and vendors. */
        accountUntil: shape.calendarDate.optional(),
      }),
    )
    .output(z.object({ token: z.string(), path: z.string(), expires: z.string(), mail: mailOutcome.nullable() })),
};
