import content from '../content/vendors.json' with { type: 'json' };
import { dollars } from '../amounts.ts';
import type { Teller } from '../teller.ts';

/** What the contract with the supplier is paid from. */
const PAYS_SUPPLIER: ReadonlySet<string> = new Set(['licence', 'hosting', 'implementation']);

/** How the supplier was chosen, what was signed, and what it costs: 27.4 million. */
export function tellVendors({ add, set, t, who }: Teller): void {
  const vendors = content.vendors.map(({ title, product }, place) => {
    const id = add(t(-516), 'vendor', `vendor ${title}`, {
      title,
      product,
      offers: ['ehr'],
      handlesPhi: true,
      owner: who('vendors'),
      due: t(-500),
    });
    set(t(-514), id, {}, place < 3 ? 'shortlisted' : 'declined');
    set(t(-505), id, {}, place === 0 ? 'selected' : 'declined');
    if (place === 0) set(t(-470), id, {}, 'engaged');
    return id;
  });
  for (const [place, { title, group, weight, scores }] of content.criteria.entries()) {
    const criterion = add(t(-515), 'selectionCriterion', `selection ${title}`, {
      title,
      group,
      weight,
      mandatory: place < 2,
      method: 'Scripted demonstration, and three references',
      low: 'Not shown',
      high: 'Shown without help',
      owner: who('vendors'),
    });
    set(t(-513), criterion, {}, 'scoring');
    for (const [index, byScorer] of scores.entries()) {
      for (const [turn, score] of byScorer.entries()) {
        const scorer = (['cmio', 'cno', 'cio'] as const)[turn] ?? 'cio';
        const id = add(
          t(-511),
          'vendorScore',
          `score ${title} ${index} ${turn}`,
          {
            title: `${content.vendors[index]?.title ?? ''}: ${title.toLowerCase()}`,
            scorer: who(scorer),
            score,
            reason: 'Seen in the demonstration of the scripted day.',
          },
          {
            links: [
              ['of', vendors[index] ?? []],
              ['by', criterion],
            ],
          },
        );
        // What the one in the middle gave is what the panel agreed on; in the first criterion the physician had the last word.
        const agreed = (place === 0 ? byScorer[0] : byScorer.toSorted((a, b) => a - b)[1]) ?? score;
        set(t(-507), id, {
          consensus: agreed,
          ...(agreed === score ? {} : { changeReason: 'After hearing what the others had seen.' }),
        });
      }
    }
    set(t(-508), criterion, {}, 'consensus');
    set(t(-506), criterion, {}, 'closed');
  }
  const contract = add(
    t(-504),
    'contract',
    'contract',
    {
      title: 'Record: licence, hosting and delivery',
      reference: 'RV-2024-011',
      value: dollars(14_100_000),
      oneOff: dollars(9_200_000),
      yearly: dollars(700_000),
      start: t(-490),
      ends: t(2_100),
      due: t(1_900),
      uptime: 99.9,
      restoreHours: 4,
      clauses: [
        'agreement',
        'dataReturn',
        'credits',
        'escrow',
        'priceCap',
        'interfaces',
        'export',
        'incident',
        'safety',
      ],
      owner: who('vendors'),
    },
    { links: [['with', vendors[0] ?? []]] },
  );
  set(t(-490), contract, {}, 'signed');
  for (const { title, vendor, oneOff, yearly } of content.offers) {
    const offer = add(
      t(-512),
      'contract',
      `offer ${title}`,
      { title, oneOff: dollars(oneOff), yearly: dollars(yearly), owner: who('vendors') },
      { links: [['with', vendors[vendor] ?? []]] },
    );
    set(t(-504), offer, { remarks: 'Not chosen.' }, 'abandoned');
  }
  for (const { title, category, planned, spent } of content.budget) {
    const id = add(
      t(-505),
      'budgetLine',
      `budget ${title}`,
      {
        title,
        category,
        year: 1,
        planned: dollars(planned),
        committed: dollars(planned * 0.8),
        spent: dollars(0),
        forecast: dollars(planned),
        asOf: t(-505),
        owner: who('cfo'),
      },
      { links: PAYS_SUPPLIER.has(category) ? [['pays', contract]] : [] },
    );
    set(t(-240), id, { spent: dollars(planned * spent * 0.5), asOf: t(-240) });
    set(t(-61), id, {
      spent: dollars(planned * spent),
      asOf: t(-61),
      ...(category === 'backfill'
        ? { forecast: dollars(planned * 1.04), reason: 'Agency nurses cost more than planned.' }
        : {}),
    });
  }
}
