import { z } from 'zod';
import { base } from './base.ts';
import * as shape from './identity-shapes.ts';

const done = z.object({ done: z.literal(true) });

/** What somebody does about his own account, and an owner about how people sign in. */
export const identity = {
  session: base
    .route({ method: 'GET', path: '/identity/session', summary: 'How long one stays signed in' })
    .output(shape.sessionLeft),
  stay: base
    .route({ method: 'POST', path: '/identity/session/stay', summary: 'Somebody is at the screen: do not sign off' })
    .output(shape.sessionLeft),
  sessions: base
    .route({ method: 'GET', path: '/identity/sessions', summary: 'Where one is signed in' })
    .output(z.array(shape.mySession)),
  endSessions: base
    .route({
      method: 'POST',
      path: '/identity/sessions/end',
      summary: 'Sign out elsewhere: of one session or all others',
    })
    .input(z.object({ id: z.string().max(100).optional() }))
    .output(z.object({ ended: z.number() })),

  policy: base
    .route({ method: 'GET', path: '/identity/policy', summary: 'When people are signed off' })
    .output(shape.sessionPolicy),
  setPolicy: base
    .route({ method: 'PUT', path: '/identity/policy', summary: 'Set when people are signed off' })
    .input(shape.sessionPolicy)
    .output(done),
};
