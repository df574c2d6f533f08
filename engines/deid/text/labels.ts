import type { IdentifierClass } from '../classes.ts';

/** Words that name a number, and the class of the number. The first that fits decides, so that narrower ones stand first. */
export const LABELS: readonly { readonly class: IdentifierClass; readonly words: string; readonly digits: number }[] = [
  {
    class: 'ssn',
    words: String.raw`ssn|ss\s?(?:#|no\.?|num(?:ber)?)|soc(?:ial)?\.?\s?sec(?:urity)?(?:\s(?:number|no\.?|num))?|sin\s(?:number|no)|itin|national\sinsurance|nino`,
    digits: 4,
  },
  {
    class: 'biometric',
    words: String.raw`(?:finger|thumb|voice|palm|hand|face|foot|vein|ear)[\s_-]?prints?|retinal?(?:\s(?:scan|image|pattern))?|iris(?:\s(?:scan|code|template))?|hand\sgeometry|facial\s(?:template|recognition|geometry)|biometrics?|dna\s(?:profile|sequence)|gait\s(?:profile|signature)|voice\s(?:id|sample|recording)`,
    digits: 2,
  },
  {
    class: 'photo',
    words: String.raw`(?:full[\s-]face\s|facial\s|clinical\s|patient\s|id\s)?(?:photo(?:graph)?s?|portraits?|headshots?|mugshots?|selfies?|pictures?|pics?)|(?:facial|face)\simages?|image\sfile`,
    digits: 2,
  },
  {
    class: 'health-plan',
    words: String.raw`medicare|medicaid|hicn?|mbi|member(?:ship)?|mem|subscriber|sub|policy|policyholder|beneficiary|insurance|ins|insured|group|grp|health\s?plan|plan|payer|tricare|champus|bcbs|blue\scross|aetna|cigna|humana|kaiser|hmo|ppo|coverage|certificate\sof\scoverage`,
    digits: 4,
  },
  {
    class: 'account',
    words: String.raw`acc(?:oun)?ts?|acct|a\/c|billing|bill|invoice|statement|guarantor|iban|bank|routing|aba|credit\scard|debit\scard|card|visa|mastercard|amex|har|fin|financial|payment|ledger|swift|ccn|cc`,
    digits: 4,
  },
  {
    class: 'licence',
    words: String.raw`driver'?s?'?\s?(?:lic(?:en[cs]es?)?)|drivers|dln?|(?:medical\s|nursing\s|state\s|professional\s|physician\s|fishing\s|hunting\s|pilot\s)?lic(?:en[cs]es?)?|dea|npi|upin|certificate|certification|cert|(?:birth|death|marriage)\scertificate|passport|permit|green\scard|visa\snumber|credential|board\scertification`,
    digits: 4,
  },
  {
    class: 'vehicle',
    words: String.raw`vin|vehicle(?:\sid(?:entification)?)?|(?:license|licence|lic|number|vehicle|car)\s?plates?|plates?|lic(?:ense)?\stag|tag|registration|reg|hull|tail|truck|car|motorcycle`,
    digits: 2,
  },
  {
    class: 'device',
    words: String.raw`(?:device\s|pump\s|lead\s|generator\s|implant\s|pacemaker\s|equipment\s|monitor\s|ventilator\s)?serial|s\/?n|sn|udi|gtin|imei|meid|imsi|mac(?:\saddress)?|device(?:\sid(?:entifier)?)?|implant(?:\sid)?|pacemaker|defibrillator|icd\s(?:serial|device)|insulin\spump|pump|glucometer|cgm|prosthesis|hearing\said|stent|lead|valve|ventilator|equipment|asset|component`,
    digits: 3,
  },
  {
    class: 'mrn',
    words: String.raw`[ue]?mrns?|m\.r\.n\.?|mr|mr\s?#|med(?:ical)?\.?\s?rec(?:ord)?s?\.?|medrec|health\srecord|record|chart|patient\sid(?:entifier)?|patientid|patient|pt\.?\sid|pt|pat\sid|pid|hospital|hosp|unit|nhs|e?mpi|emr|ehr|hrn|urn|uhid|cpi|registration\sid|history|facility\sid|epic\sid|cerner\sid`,
    digits: 4,
  },
  {
    class: 'other',
    words: String.raw`accession|acc|specimen|encounter|enc|visit|csn|order|case|claim|study|trial|subject|participant|enrollment|randomi[sz]ation|protocol|employee|emp|badge|student|staff|reference|ref|confirmation|ticket|rx|prescription|script|barcode|tracking|docket|file|dossier|military|dod|service|sample|requisition|req|auth(?:orization)?|referral|prior\sauth|transaction|receipt|appointment|appt|booking|blood\sunit|donor|unos|registry|research|login|user(?:\s?name|\s?id)?|uid|guid|uuid|id|identifier|identification|serial\scode|code\sname|inmate|prisoner|booking|tax|tin|ein|union|locker|document|doc`,
    digits: 4,
  },
];

/** What may stand between such a word and its number. */
export const NUMBER_WORDS = String.raw`(?:\s{0,2}[#:(]?\s{0,2}\b(?:no|nr|nbr|num|number|numbers|id|ids|identifier|code|acct|account|tag|template|scan|hash|filename|file|record|ref|reference|card|sample|data|image|serial|key|token|on\sfile|attached|stored(?:\sas)?|saved(?:\sas)?|see|labeled|named)\b\.?){0,3}`;
export const JOINTS = String.raw`\s{0,3}(?:(?:(?:is|was|are|ending(?:\sin|\swith)?|ends(?:\sin|\swith)|last\s(?:four|4))\b|=>|=|:|#|-|–|\||\(|\[|;)\s{0,3}){0,3}`;
