import { clinicalRisk } from '@callosum/safety';
import content from '../content/clinic.json' with { type: 'json' };
import { cycle } from '../random.ts';
import { rated } from '../rating.ts';
import type { Teller } from '../teller.ts';
import type { ClinicTold } from './project.ts';

/** Fourteen hazards with a control each, and what protects the data. */
export function tellClinicSafety(teller: Teller, { interfaces }: ClinicTold): void {
  const { add, set, link, t, who } = teller;
  for (const [place, { title, cause, control }] of content.hazards.entries()) {
    const hazard = add(
      t(-118 + place),
      'hazard',
      `hazard ${title}`,
      {
        title,
        description: `${title}.`,
        type: 'referralLost',
        dimension: 'workflow',
        foundBy: 'workshop',
        cause,
        effect: 'Nobody follows up.',
        harm: 'Disease is found too late',
        consequence: 'severeShort',
        patients: 'single',
        initial: rated(clinicalRisk, { likelihood: 'medium', severity: 'considerable' }),
        residual: rated(clinicalRisk, { likelihood: 'low', severity: 'considerable' }),
        owner: who('safety'),
        due: t(-20),
      },
      { links: [['from', interfaces[place % interfaces.length] ?? []]] },
    );
    const id = add(
      t(-100),
      'safetyControl',
      `control ${title}`,
      {
        title: control,
        description: `Against: ${title.toLowerCase()}.`,
        class: cycle(['design', 'test', 'process'], place),
        action: cycle(['forcingFunction', 'redundancy', 'cognitiveAid'], place),
        owner: who('informatics'),
        due: t(-30),
      },
      { links: [['reduces', hazard, { how: 'Likelihood' }]] },
    );
    set(t(-90), id, {}, 'inPlace');
    const proof = add(t(-82), 'evidence', `evidence ${title}`, {
      title: `Seen at work: ${control.charAt(0).toLowerCase()}${control.slice(1)}`,
      type: 'record',
      effectiveOn: t(-82),
      validUntil: t(300),
      owner: who('safety'),
    });
    set(t(-80), proof, {}, 'accepted');
    // Two are verified after T-60 only.
    const day = place >= 12 ? -40 : -68;
    set(t(day), id, {
      builtOn: t(day),
      builtChecker: who('informatics'),
      builtAsOf: 2,
      effectiveOn: t(day),
      effectiveChecker: who('safety'),
      effectiveAsOf: 2,
    });
    link(t(day), 'safetyControl.builtBy', id, proof);
    link(t(day), 'safetyControl.effectiveBy', id, proof);
  }
  for (const [place, title] of content.risks.entries()) {
    const id = add(t(-130), 'risk', `risk ${title}`, {
      title,
      category: 'people',
      likelihood: '2',
      impact: String(1 + (place % 3)),
      response: 'reduce',
      responsePlan: 'Talked about every Monday.',
      owner: who('pm'),
      due: t(-10),
    });
    if (place % 2 === 0) set(t(-70), id, {}, 'closed');
  }
}
