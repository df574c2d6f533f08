import content from '../content/teams.json' with { type: 'json' };
import { roleOf } from '../cast.ts';
import type { Teller } from '../teller.ts';

/** Who belongs together: clinical, administrative and technical teams, and the supplier’s. */
export function tellTeams({ add, t, who }: Teller): void {
  for (const { title, side, lead, members, purpose } of content.teams) {
    add(t(-505), 'team', `team ${title}`, {
      title,
      side,
      owner: who(roleOf(lead)),
      members: [lead, ...members].map((name) => who(roleOf(name))),
      purpose,
    });
  }
}
