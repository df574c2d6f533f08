/** How care goes wrong: vocabulary of the Digital Clinical Safety Alliance, in our wording. */
export const HAZARD_TYPES = {
  wrongPatient: 'Wrong patient',
  wrongDemographics: 'Wrong demographics',
  wrongDrug: 'Wrong drug',
  wrongDose: 'Wrong dose',
  drugDelay: 'Drug delayed',
  noTreatment: 'No treatment',
  wrongRoute: 'Wrong route of administration',
  allergy: 'Allergy not known or not heeded',
  wrongSite: 'Wrong site of surgery',
  wrongSurgery: 'Wrong surgery',
  wrongObservation: 'Wrong observation',
  wrongResult: 'Wrong result',
  wrongInterpretation: 'Wrong interpretation',
  requestLost: 'Request not received or acted on',
  wrongInvestigation: 'Wrong investigation',
  wrongDiagnosis: 'Wrong diagnosis',
  referralLost: 'Referral not received or acted on',
  wrongReferral: 'Wrong referral',
  noInteraction: 'No clinical interaction',
  notDocumented: 'Interaction not documented',
  delayedInteraction: 'Clinical interaction delayed',
  other: 'Other',
} as const;

/** Where in the work it comes from: the eight dimensions of Sittig and Singh. */
export const DIMENSIONS = {
  hardwareSoftware: 'Hardware and software',
  clinicalContent: 'Clinical content',
  interface: 'Human-computer interface',
  people: 'People',
  workflow: 'Workflow and communication',
  policies: 'Internal policies and culture',
  external: 'External rules and pressures',
  monitoring: 'Measurement and monitoring',
} as const;

/** By which method it was found. */
export const FOUND_BY = {
  workshop: 'Hazard workshop',
  hfmea: 'HFMEA',
  workflow: 'Workflow review',
  test: 'Test',
  incident: 'Incident or close call',
  supplier: 'Supplier’s safety case',
  change: 'Change request',
  report: 'Report from the floor',
} as const;
