import { type Discipline, ownField } from '@callosum/kernel';
import { lastBoard } from './board.ts';
import { decideGate } from './commands/decide.ts';
import { fulfilCondition } from './commands/fulfil.ts';
import { MEETING_COMMANDS } from './commands/meeting.ts';
import { addScorecard } from './commands/scorecard.ts';
import { createProject, moveProject, setGoLive } from './commands/project.ts';
import { fillProject, keepTemplate } from './commands/template.ts';
import { unwaiveCriterion, waiveCriterion } from './commands/waive.ts';
import { boardPack } from './documents/board-pack.ts';
import { decisionPaper } from './documents/decision-paper.ts';
import { decisionRecord } from './documents/decision-record.ts';
import { minutes } from './documents/minutes.ts';
import { statusReport } from './documents/status-report.ts';
import { FACTS } from './facts/index.ts';
import { readGates } from './gates.ts';
import { action } from './kinds/action.ts';
import { assumption } from './kinds/assumption.ts';
import { benefit } from './kinds/benefit.ts';
import { budgetLine } from './kinds/budget-line.ts';
import { changeRequest } from './kinds/change-request.ts';
import { charter } from './kinds/charter.ts';
import { committee } from './kinds/committee.ts';
import { constraint } from './kinds/constraint.ts';
import { contract } from './kinds/contract.ts';
import { goal } from './kinds/goal.ts';
import { issue } from './kinds/issue.ts';
import { lesson } from './kinds/lesson.ts';
import { meeting } from './kinds/meeting.ts';
import { need } from './kinds/need.ts';
import { requirement } from './kinds/requirement.ts';
import { scopeItem } from './kinds/scope-item.ts';
import { selectionCriterion } from './kinds/selection-criterion.ts';
import { specification } from './kinds/specification.ts';
import { vendor } from './kinds/vendor.ts';
import { vendorScore } from './kinds/vendor-score.ts';
import { condition } from './kinds/condition.ts';
import { criterion } from './kinds/criterion.ts';
import { decision } from './kinds/decision.ts';
import { gateDecision } from './kinds/gate-decision.ts';
import { gate } from './kinds/gate.ts';
import { legalHold } from './kinds/legal-hold.ts';
import { project } from './kinds/project.ts';
import { projectTemplate } from './kinds/project-template.ts';
import { retentionClass } from './kinds/retention-class.ts';
import { vote } from './kinds/vote.ts';
import { templates } from './templates/templates.ts';
import { benefits } from './views/benefits.ts';
import { decisionQueue } from './views/decision-queue.ts';
import { meetingMode } from './views/meeting.ts';
import { trace } from './views/trace.ts';
import { portfolio } from './views/portfolio.ts';
import { scopeChange } from './views/scope-change.ts';
import { vendorSelection } from './views/vendor-selection.ts';
import { disposal, heldBy, RETENTION_FACTS } from './retention.ts';

export { projectKey } from './commands/project.ts';
export {
  defaultGateChanges,
  defaultGateOrigin,
  defaultGates,
  type DefaultGatesInput,
  type GateWarning,
  type PlanMilestone,
} from './default-gates.ts';
export { type Decided, decisionChanges } from './decision-changes.ts';
export { readGates, standingDecision } from './gates.ts';
export { currentProject, goLiveChanges, isGateMilestone, type ProjectRow } from './go-live.ts';
export { scorecard } from './scorecard.ts';
export { governance } from './governance.ts';
export { condition } from './kinds/condition.ts';
export { criterion } from './kinds/criterion.ts';
export { decision } from './kinds/decision.ts';
export { gateDecision, OUTCOMES } from './kinds/gate-decision.ts';
export { gate } from './kinds/gate.ts';
export { project } from './kinds/project.ts';
export { vote, VOTES } from './kinds/vote.ts';
export { retentionSchedule } from './retention-schedule.ts';
export { shippedTemplates } from './templates/shipped.ts';
export { takeSnapshot } from './take-snapshot.ts';
export { type Snapshot, type SnapshotCriterion, snapshotSchema } from './snapshot.ts';

export { benefits } from './views/benefits.ts';
export { decisionQueue } from './views/decision-queue.ts';
export { meetingMode } from './views/meeting.ts';
export { LETTERS, trace } from './views/trace.ts';
export { type Column, COLUMNS } from './views/trace-cells.ts';
export type { TraceNode } from './views/trace-graph.ts';
export { portfolio } from './views/portfolio.ts';
export { AHEAD_STATES, GROWTH, LEVELS, OPEN_STATES, scopeChange } from './views/scope-change.ts';
export { scoreTable, vendorSelection } from './views/vendor-selection.ts';
export { nearestTip, type Weighed, weigh } from './views/weighing.ts';

export const foundation: Discipline = {
  name: 'foundation',
  label: 'Foundation',
  kinds: [
    project,
    charter,
    goal,
    need,
    scopeItem,
    requirement,
    specification,
    assumption,
    constraint,
    committee,
    meeting,
    decision,
    action,
    issue,
    changeRequest,
    vendor,
    selectionCriterion,
    vendorScore,
    contract,
    budgetLine,
    benefit,
    lesson,
    gate,
    criterion,
    gateDecision,
    vote,
    condition,
    legalHold,
    retentionClass,
    projectTemplate,
    ownField,
  ],
  commands: [
    addScorecard,
    createProject,
    moveProject,
    setGoLive,
    fillProject,
    keepTemplate,
    waiveCriterion,
    unwaiveCriterion,
    decideGate,
    fulfilCondition,
    ...MEETING_COMMANDS,
  ],
  views: [decisionQueue, meetingMode, trace, scopeChange, vendorSelection, benefits, portfolio],
  facts: [...FACTS, ...RETENTION_FACTS],
  heldBy,
  disposal,
  scopes: { project: { create: createProject.name, move: moveProject.name } },
  templates,
  gates: readGates,
  board: lastBoard,
  documents: [statusReport, boardPack, decisionRecord, decisionPaper, minutes],
};
