import content from '../content/compliance.json' with { type: 'json' };
import { roleOf } from '../cast.ts';
import type { Teller } from '../teller.ts';

/** Obligations proven by a day, of 40: and two whose evidence has run out before go-live. */
const PROVEN: readonly (readonly [day: number, count: number])[] = [
  [-135, 14],
  [-95, 25],
  [-64, 33],
  [-34, 38],
  [-10, 40],
];
/** Evidence that is good until shortly before go-live, and is renewed at the last moment. */
const RUNS_OUT = new Set([3, 11]);
const OUT = -40;

/** Obligations with their safeguards and evidence, agreements, the risk analysis and its findings. */
export function tellCompliance(teller: Teller, systems: ReadonlyMap<string, string>): void {
  const assets = tellAssets(teller, systems);
  for (const [place, one] of content.obligations.entries()) tellObligation(teller, one, place, assets);
  tellAgreements(teller, systems, assets);
  tellRiskAnalysis(teller, assets);
}

function tellAssets({ add, t, who }: Teller, systems: ReadonlyMap<string, string>): readonly string[] {
  return content.assets.map(({ title, form, system }) =>
    add(
      t(-420),
      'dataAsset',
      `asset ${title}`,
      {
        title,
        form,
        phi: true,
        classes: ['identity', 'clinical'],
        location: 'Data centre of the hospital, or of its partner',
        encryption: 'both',
        retention: 'As the law asks',
        owner: who('security'),
        due: t(60),
      },
      { links: [['in', systems.get(system) ?? []]] },
    ),
  );
}

type Obligation = (typeof content.obligations)[number];

function tellObligation(
  { add, set, link, unlink, t, who }: Teller,
  one: Obligation,
  place: number,
  assets: readonly string[],
): void {
  const { title, citation, source, kind, safeguard, type, owner } = one;
  const obligation = add(t(-460), 'obligation', `obligation ${citation} ${title}`, {
    title,
    citation,
    source,
    kind,
    status: 'inForce',
    asks: `${title}.`,
    evidenceAsked: 'What was done, when, by whom; not older than a year.',
    freshMonths: 12,
    owner: who(roleOf(owner)),
    due: t(-10),
  });
  set(t(-440 + (place % 30)), obligation, {}, 'applies');
  if (kind === 'addressable') {
    const decision = add(
      t(-400),
      'addressableDecision',
      `addressable ${title}`,
      {
        title: `${title}: implement`,
        choice: 'implement',
        assessment: 'Reasonable and appropriate for a hospital.',
        owner: who('security'),
        due: t(-300),
      },
      { links: [['about', obligation]] },
    );
    set(t(-320 + (place % 20)), decision, { decidedOn: t(-320 + (place % 20)) }, 'decided');
  }
  const guard = add(
    t(-380),
    'safeguard',
    `safeguard ${title}`,
    {
      title: safeguard,
      type,
      description: `Meets: ${title.toLowerCase()}.`,
      operates: 'Every day, by those named.',
      rhythm: 'quarterly',
      owner: who(roleOf(owner)),
      due: t(-30),
    },
    {
      links: [
        ['meets', obligation],
        ['protects', assets[place % assets.length] ?? []],
      ],
    },
  );
  set(t(-300 + (place % 60)), guard, {}, 'implemented');
  const day = PROVEN.find(([, count]) => place < count)?.[0] ?? -10;
  const prove = (name: string, on: number, until: number): string => {
    const id = add(t(on - 4), 'evidence', `evidence ${title} ${name}`, {
      title: `${safeguard}: ${name}`,
      type: place % 2 === 0 ? 'report' : 'log',
      effectiveOn: t(on - 5),
      validUntil: t(until),
      collectedBy: who(roleOf(owner)),
      source: 'Compliance file',
      reviewedOn: t(on - 1),
      owner: who(roleOf(owner)),
    });
    set(t(on - 1), id, {}, 'accepted');
    return id;
  };
  const runsOut = RUNS_OUT.has(place);
  const first = prove('first look', day, runsOut ? OUT : 320);
  const verified = { verifiedOn: t(day), verifiedBy: who('privacy') };
  set(t(day), guard, verified);
  const rests = link(t(day), 'safeguard.provenBy', guard, first);
  if (!runsOut) return;
  const second = prove('looked at again', -12, 320);
  // Verifying anew replaces what was given before.
  unlink(t(-11), rests);
  set(t(-11), guard, { verifiedOn: t(-11) });
  link(t(-11), 'safeguard.provenBy', guard, second);
}

function tellAgreements(
  { add, set, t, who, id: idOf }: Teller,
  systems: ReadonlyMap<string, string>,
  assets: readonly string[],
): void {
  for (const [place, { title, services, system }] of content.agreements.entries()) {
    const id = add(
      t(-330),
      'agreement',
      `agreement ${title}`,
      {
        title,
        type: 'businessAssociate',
        services,
        regions: 'This country',
        subcontractors: 'Named in the annex',
        noticeDays: 5,
        ends: t(900),
        owner: who('privacy'),
        due: t(-290),
      },
      {
        links: [
          ['covers', [systems.get(system) ?? [], assets[place % assets.length] ?? []].flat()],
          ['with', place === 0 ? idOf('vendor Supplier Alder') : []],
        ],
      },
    );
    // Looked at once a year; the send-out laboratory’s as soon as its codes change.
    set(
      t(-300 + place),
      id,
      { signedOn: t(-300 + place), due: t(title === 'Send-out laboratory' ? -56 : 65) },
      'signed',
    );
  }
}

function tellRiskAnalysis({ add, set, t, who }: Teller, assets: readonly string[]): void {
  const id = add(
    t(-260),
    'assessment',
    'risk analysis',
    {
      title: 'Risk analysis before go-live',
      type: 'riskAnalysis',
      scope: 'Everything that holds or carries patient data',
      method: 'NIST SP 800-30',
      performedBy: 'Security officer with each system’s owner',
      owner: who('security'),
      due: t(-180),
    },
    { links: [['covers', assets]] },
  );
  set(t(-240), id, {}, 'running');
  set(t(-175), id, { performedOn: t(-175), result: 'Eleven findings, none critical.' }, 'reported');
  set(t(-165), id, {}, 'approved');
  for (const [place, title] of content.findings.entries()) {
    const finding = add(
      t(-170),
      'finding',
      `finding ${title}`,
      {
        title,
        description: `${title}.`,
        severity: (['high', 'moderate', 'low'] as const)[place % 3] ?? 'low',
        foundOn: t(-175),
        action: 'Mended by the owner, and looked at again.',
        owner: who('security'),
        due: t(-60),
      },
      { links: [['of', id]] },
    );
    const mended = -140 + place * 8;
    set(t(mended), finding, { mendedOn: t(mended) }, 'mended');
    set(t(mended + 7), finding, {}, 'verified');
  }
}
