export type { Change, External } from './declare/change.ts';
export { comment, mayComment, maySpeak, mentionsIn, partsOfText } from './declare/comment.ts';
export { readsThrough } from './declare/check-permissions.ts';
export { type CommandForm, type Finding } from './declare/command-form.ts';
export {
  type BoundCommand,
  type DecideContext,
  type Decision,
  defineCommand,
  defineFileCommand,
  mayCall,
  type TextOf,
} from './declare/command.ts';
export type { Discipline, Disposable, Hold, OfficeHolder } from './declare/discipline.ts';
export type { DocumentContext, DocumentDeclaration, DocumentPart, DocumentSignature } from './declare/document.ts';
export {
  type ProjectContext,
  type ToldOfProject,
  defineView,
  answersIn,
  heldOf,
  heldSeen,
  type Mention,
  mentionOf,
  type ModelOf,
  type TypedView,
  type View,
  type ViewContext,
} from './declare/view.ts';
export { defineFact, type Fact, type Judged, type Judgement, judgementOf, reasonText } from './declare/fact.ts';
export { emptyOf, ends, missing, overdue } from './declare/fact-presets.ts';
export type {
  AttachedFile,
  ChecklistItem,
  Duration,
  DurationUnit,
  Field,
  Fields,
  Money,
  Rating,
  ValueOf,
  ValuesOf,
} from './declare/field.ts';
export { itemsOf, nextId } from './declare/fields/checklist.ts';
export { inOrder } from './declare/fields/choices.ts';
export { pointsOf, rate, ratingOf } from './declare/fields/rating.ts';
export { readValues } from './declare/formula.ts';
export { idOfOwn, isOwn, ownField, ownName } from './declare/own-field.ts';
export { isRichText } from './declare/rich-text/check.ts';
export {
  type Inline,
  type InnerBlock,
  isLinkAddress,
  type Mark,
  type RichBlock,
  type RichCell,
  type RichText,
  type TextNode,
} from './declare/rich-text/model.ts';
export { headingRanks, plainText, richTextOf } from './declare/rich-text/plain.ts';
export { scopedRegistry, withOwnFields } from './declare/scoped.ts';
export { lookUp, type RatingTable } from './declare/rating-table.ts';
export { defineDerived } from './graph/derived.ts';
export { type Impacted, impactOf } from './graph/impact.ts';
export { type Held, type Placing, placesOf, placingOf, type Points } from './declare/placing.ts';
export { fieldType } from './declare/fields/index.ts';
export {
  bindDays,
  bindFilter,
  type BoundClause,
  type Clause,
  clauseSchema,
  type Filter,
  filterFields,
  type Known,
  filterSchema,
  passes,
  readClauses,
  STATE_FIELD,
} from './declare/filter.ts';
export { filterFaults } from './declare/filter-faults.ts';
export { filterOperators, groupFields } from './declare/filter-fields.ts';
export {
  applyChanges,
  effectiveChanges,
  type FieldChanges,
  type FieldValues,
  type Json,
  sameJson,
} from './declare/json.ts';
export {
  type CheckContext,
  defineKind,
  type Fault,
  type FieldsOf,
  type Kind,
  type Lifecycle,
  NO_LIFECYCLE,
  OPEN_CLOSED,
  STANDS_CLOSED,
} from './declare/kind.ts';
export type { Occasion } from './declare/occasion.ts';
export {
  addDays,
  dateOf,
  daysBetween,
  endOfDay,
  hasCome,
  instantOf,
  isInstant,
  isLocalTime,
  isDate,
  isOver,
  localTimeOf,
  type Moment,
  momentAt,
} from './declare/moment.ts';
export { type FieldTest, type Operand, operandOf, type Operator, OPERATORS } from './declare/operator.ts';
export {
  type Action,
  type Actor,
  fieldRows,
  holds,
  type LinkReader,
  may,
  mayRow,
  mightDo,
  mightMove,
  type Permissions,
  type Predicate,
  predicateFor,
  type Rule,
  ruledRows,
} from './declare/permission.ts';
export {
  ANYONE_REPORTS,
  COMMANDS_WRITE,
  LEADS_WRITE,
  MANAGERS_WRITE,
  rulesFor,
  SHARED_WITH_ME,
  TEAM_WRITES,
} from './declare/presets.ts';
export { grantable, type Role, ROLES, seesWhole } from './declare/role.ts';
export { ATTACHMENTS, attachmentsOf, isFiles } from './declare/attachments.ts';
export {
  Problem,
  problemOf,
  type ProblemCode,
  type ProblemForm,
  Refusal,
  refusal,
  type ProblemParts,
} from './declare/problem.ts';
export { ofIssue, withSentence } from './declare/issue.ts';
export {
  fill,
  type Gap,
  inSeries,
  keyOf,
  listed,
  rule,
  say,
  type Sentence,
  type SentenceForm,
  sentenceIn,
  sentenceOf,
  together,
  told,
  type ToldMessage,
  verbatim,
} from './declare/say.ts';
export { RECORD_COMMANDS } from './declare/record-commands.ts';
export { mayHaveHeld } from './declare/earlier-field.ts';
export { redaction, redactionsDone, SIGNED_LABEL } from './declare/redaction.ts';
export { createRegistry, distinction, type LinkType, type Registry } from './declare/registry.ts';
export { changedSince, restOn, type Stated } from './declare/signing.ts';
export type {
  TemplateAbout,
  TemplateAnswers,
  TemplateMade,
  TemplateOffer,
  TemplateQuestion,
  TemplateTexts,
  Templates,
} from './declare/template.ts';
export { waitsFor, waitsUntil, wantsOwner } from './declare/waiting.ts';
export { upgradeFields } from './declare/upgrade.ts';
export { createKeptModels, type KeptModels } from './readiness/kept-models.ts';
export { REDACTED } from './graph/draft-records.ts';
export { resolveChanges } from './graph/resolve.ts';
export { liesAbove, SCOPE_TYPES, type ScopeType } from './declare/scope.ts';
export {
  createGraph,
  type Graph,
  type GraphChange,
  lineOf,
  retellGraph,
  type Retold,
  type RetoldGraph,
} from './graph/graph.ts';
export type { Told } from './graph/shelf.ts';
export type { Edge, GraphReader, GraphScope, Position, Row } from './graph/reader.ts';
export {
  isImported,
  importTable,
  MOST_TABLE_COLUMNS,
  MOST_TABLE_ROWS,
  type TableColumn,
  type TableMapping,
  tableMapping,
} from './import/table.ts';
export type { UndoInput } from './import/undo.ts';
export { proposeMapping } from './import/propose.ts';
export { createSight, type EventSubject, seenGraph, type Sight } from './graph/sight.ts';
export { createReplay, type HistoryEvent, type Replay } from './graph/replay.ts';
export { SPINE, type Write } from './graph/write.ts';
export { type Cause, causeChain, isSuspect, type Standing, standingOf } from './readiness/standing.ts';
export { evidenceFaults, pinChanges } from './readiness/verifying.ts';
export { createEvaluator, type Evaluator } from './readiness/evaluate.ts';
export type { JudgedRow, RestsOn } from './readiness/fact-state.ts';
export type { Judge } from './readiness/judge.ts';
export type { FactValue } from './readiness/tally.ts';
export { type Answered, type AnswersTeller, type AskedFor, tellAnswers } from './readiness/answers.ts';
export { showableParts, wholeGroups } from './readiness/groups.ts';
export {
  AS_OF,
  type AsOf,
  type Board,
  COMPARISONS,
  comparisonFits,
  type Comparison,
  type ConditionDefinition,
  type CriterionDefinition,
  criterionRows,
  gatesAsking,
  type CriterionResult,
  type CriterionState,
  type DecisionDefinition,
  evaluateGates,
  type Forecast,
  type GateDefinition,
  type GateResult,
  type GateState,
  prepareGates,
} from './readiness/gate.ts';
