import { addDays } from '@callosum/kernel';
import { castOf } from '../cast.ts';
import type { Demonstration } from '../demonstration.ts';
import { placeChanges } from '../places.ts';
import { createTeller } from '../teller.ts';
import { tellAdoption } from './adoption.ts';
import { tellBoards } from './boards.ts';
import { tellChanges } from './changes.ts';
import { tellContingency } from './contingency.ts';
import { tellCompliance } from './compliance.ts';
import { tellControls } from './controls.ts';
import { tellCutover } from './cutover.ts';
import { tellDevices } from './devices.ts';
import { exchangeOf } from './exchange.ts';
import { tellFailureModes } from './failure-modes.ts';
import { flowsOf } from './flows.ts';
import { tellExchange } from './tell-exchange.ts';
import { tellFrame } from './frame.ts';
import { tellGovernance } from './governance.ts';
import { tellHandOvers } from './hand-overs.ts';
import { tellHazards, tellSources } from './hazards.ts';
import { tellInterfaceTests } from './interface-tests.ts';
import { tellInterfaces } from './interfaces.ts';
import { tellMeetings } from './meetings.ts';
import { tellMigration } from './migration.ts';
import { tellPeople, tellSuperUsers, tellSupport } from './people.ts';
import { tellPlan } from './plan.ts';
import { tellQueues } from './queues.ts';
import { tellScope } from './scope.ts';
import { tellSurveys } from './surveys.ts';
import { tellTeams } from './teams.ts';
import { tellTickets } from './tickets.ts';
import { tellTraining } from './training.ts';
import { tellUat } from './uat.ts';
import { tellVendors } from './vendors.ts';
import { tellWindows } from './windows.ts';

/** A Saturday. */
const GO_LIVE = '2025-10-04';
const BEGINS = addDays(GO_LIVE, -516);

/** A hospital of 312 beds with 22 clinics replaces its record and joins its laboratory, in seventeen months. */
export const riverbend: Demonstration = {
  key: 'RIV',
  title: 'Riverbend Regional: one record',
  zone: 'America/Chicago',
  begins: BEGINS,
  stages: {
    't-60': addDays(GO_LIVE, -60),
    't-30': addDays(GO_LIVE, -30),
    'go-live': GO_LIVE,
    'day-14': addDays(GO_LIVE, 14),
    'month-12': addDays(GO_LIVE, 365),
  },
  people: ({ project }) => castOf(project, 'riverbend.example'),
  places: placeChanges,
  tell: async (ground) => {
    const teller = createTeller(ground, BEGINS, GO_LIVE);
    tellFrame(teller);
    tellTeams(teller);
    const interfaces = tellInterfaces(teller, await flowsOf());
    const tests = tellInterfaceTests(teller, interfaces);
    tellExchange(teller, interfaces, await exchangeOf());
    const scope = tellScope(teller);
    for (const [place, requirement] of [...interfaces.requirements.values()].entries()) {
      const need = scope.needs[place % scope.needs.length];
      if (need !== undefined) teller.link(teller.t(-420), 'requirement.meets', requirement, need);
    }
    const { bodies, decisions } = tellGovernance(teller, scope);
    const map = interfaces.maps.get('Laboratory results to LOINC') ?? '';
    const changes = tellChanges(teller, scope, bodies.get('Change control board')?.committee, map);
    tellMeetings(teller, bodies, { decisions, changes });
    const hazards = tellHazards(teller);
    tellSources(teller, hazards, scope.safety);
    tellControls(teller, hazards, tests);
    tellFailureModes(teller, hazards);
    tellVendors(teller);
    tellCompliance(teller, interfaces.systems);
    const steps = tellAdoption(teller, scope.needs, hazards);
    tellSurveys(teller);
    const pairs = tellPeople(teller);
    tellSupport(teller, pairs, tellSuperUsers(teller, pairs));
    tellTraining(teller, pairs, steps);
    tellUat(teller, pairs, scope.requirements, steps);
    tellQueues(teller, interfaces);
    tellContingency(teller, interfaces.systems);
    tellDevices(teller, pairs);
    tellMigration(teller, interfaces.systems);
    tellCutover(teller);
    tellTickets(teller, pairs, {
      interfaces: interfaces.interfaces.map(({ id }) => id),
      hazards: hazards.map(({ id }) => id),
    });
    const plan = tellPlan(teller, scope.specifications);
    tellWindows(teller, interfaces.interfaces, plan.ends);
    tellHandOvers(teller, plan.late, decisions);
    tellBoards(teller);
    return teller;
  },
};
