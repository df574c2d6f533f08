/** Lists of any length under one name, so that another library for them is one line. */
export { defaultRangeExtractor, useVirtualizer as useRows } from '@tanstack/react-virtual';
