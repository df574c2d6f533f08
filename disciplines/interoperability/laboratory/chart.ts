/** What the chart shows of a test. */
export interface Shown {
  readonly code: string;
  readonly value: string;
  readonly units?: string;
}

/** Reads what somebody wrote down from the chart: code, value and units, one observation to a line, separated by commas, semicolons or tabs. */
export function readChart(text: string): readonly Shown[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [code = '', value = '', units = ''] = line.split(/[,;\t]/).map((part) => part.trim());
    return code === '' ? [] : [{ code, value, ...(units === '' ? {} : { units }) }];
  });
}
