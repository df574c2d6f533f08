import content from '../content/governance.json' with { type: 'json' };
import { dollars } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { Matter } from './meetings.ts';
import type { ScopeTold } from './scope.ts';

/** 96 changes asked for after the freeze and decided by T-60: 58 approved, 27 rejected, 11 deferred. */
const DECIDED = { approved: 58, rejected: 27, deferred: 11 } as const;
const FREEZE = -150;
const BOARD = 'Change control board';

const WANTED = [
  'Another column on the list',
  'A shorter order set',
  'A warning less',
  'One more field in the note',
  'A report by unit',
  'Another default',
  'A second printer',
  'A role that may override',
] as const;

/** What was asked for after the freeze, and the change to the laboratory map that takes a control’s footing away. */
export function tellChanges(
  teller: Teller,
  { requirements }: ScopeTold,
  committee: string | undefined,
  map: string,
): readonly Matter[] {
  const { add, t, who } = teller;
  add(t(-160), 'blackoutWindow', 'freeze', {
    title: 'Freeze of the design',
    sort: 'freeze',
    start: t(FREEZE),
    finish: t(14),
    policy: 'soft',
    forbids: ['changes'],
    owner: who('pm'),
  });
  const states = [
    ...Array.from({ length: DECIDED.approved }, () => 'approved'),
    ...Array.from({ length: DECIDED.rejected }, () => 'rejected'),
    ...Array.from({ length: DECIDED.deferred }, () => 'deferred'),
  ];
  const told = [...states.keys()].map((index) => {
    // In an order in which the kinds of answer alternate.
    const place = (index * 37) % states.length;
    return tellChange(teller, {
      place,
      state: states[place] ?? 'approved',
      requirement: requirements[(place * 2) % requirements.length] ?? '',
      committee,
    });
  });
  tellMapChange(teller, map, committee);
  return told;
}

interface Asked {
  readonly place: number;
  readonly state: string;
  readonly requirement: string;
  readonly committee: string | undefined;
}

function tellChange({ add, set, t, who }: Teller, { place, state, requirement, committee }: Asked): Matter {
  const raised = FREEZE + 2 + Math.floor((place * 70) / 96);
  const hazards = place % 8 === 0 ? 'low' : 'none';
  const area = content.areas[place % content.areas.length];
  const title = `${cycle(WANTED, place)}: ${area?.title.toLowerCase() ?? ''}`;
  const id = add(
    t(raised),
    'changeRequest',
    `change ${place}`,
    {
      title,
      reason: 'Asked for by those who tried it in the acceptance environment.',
      class: place % 12 === 0 ? 'major' : place % 3 === 0 ? 'standard' : 'minor',
      scope: 'low',
      cost: dollars(400 + ((place * 613) % 9_000)),
      days: 1 + (place % 9),
      training: place % 4 === 0 ? 'low' : 'none',
      testing: 'low',
      interfaces: place % 10 === 0 ? 'medium' : 'none',
      clinicalContent: place % 5 === 0 ? 'medium' : 'none',
      hazards,
      privacy: 'none',
      raisedOn: t(raised),
      owner: who(roleOf(area?.owner ?? 'pm')),
      due: t(raised + 10),
    },
    {
      links: [
        ['touches', requirement],
        ['decidedBy', committee ?? []],
      ],
    },
  );
  set(
    t(raised + 3),
    id,
    hazards === 'none' ? {} : { safetyOpinion: 'No control is touched; the list of hazards stays as it is.' },
    'assessed',
  );
  const decidedOn = t(raised + 8);
  const told: Matter = { id, title, committee: BOARD, raised, due: raised + 10, decided: raised + 8 };
  if (state === 'deferred') {
    set(decidedOn, id, { decision: 'After go-live, with the first upgrade.', decidedOn }, 'deferred');
    return told;
  }
  set(
    decidedOn,
    id,
    {
      decision: state === 'approved' ? 'Approved by the board.' : 'The gain does not outweigh training anew.',
      decidedOn,
    },
    state,
  );
  if (state === 'approved' && place % 3 !== 1) set(t(raised + 16), id, {}, 'implemented');
  return told;
}

/** The laboratory’s partner renames components: a change that touches a safety control. */
function tellMapChange({ add, set, t, who }: Teller, map: string, committee: string | undefined): void {
  const id = add(
    t(-59),
    'changeRequest',
    'change of the laboratory map',
    {
      title: 'New codes of the send-out laboratory in the map of results',
      reason: 'The partner laboratory renames 64 components on the first of the month; results would file to none.',
      description:
        '64 components of the map get other codes. The round trip has to be run again before the control counts.',
      class: 'major',
      scope: 'low',
      days: 4,
      training: 'none',
      testing: 'medium',
      interfaces: 'high',
      clinicalContent: 'medium',
      hazards: 'high',
      privacy: 'none',
      raisedOn: t(-59),
      owner: who('lab'),
      due: t(-54),
    },
    {
      links: [
        ['touches', map],
        ['decidedBy', committee ?? []],
      ],
    },
  );
  set(
    t(-58),
    id,
    {
      safetyOpinion:
        'Touches the control of “Result files under another component of the panel”: approved on condition that the round trip is run again.',
    },
    'assessed',
  );
  set(t(-58), id, { decision: 'Approved, with the condition of the safety officer.', decidedOn: t(-58) }, 'approved');
  set(t(-57), map, { revision: '8', mapped: 3_061 });
  set(t(-57), id, {}, 'implemented');
}
