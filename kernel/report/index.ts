export { csvOf, readCell, type Sheet } from './csv.ts';
export { fieldCell } from './field-cell.ts';
export { escapeMarkup, INK, INK_SOFT, RULE, shapePaths, TONE_COLORS } from './look.ts';
export {
  type Block,
  type Cell,
  type Column,
  DEFAULT_STYLE,
  type Definitions,
  type Figure,
  type Format,
  FORMATS,
  type HouseStyle,
  PAGE_SIZES,
  type Paragraph,
  type PrintedReport,
  type Report,
  type Section,
  type Stamp,
  type Table,
  type Tone,
} from './report.ts';
export {
  singularOf,
  stampItems,
  stampLine,
  writtenCell,
  writtenCount,
  writtenDate,
  writtenNotShown,
  writtenNumber,
} from './words.ts';
