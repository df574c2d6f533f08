/** The field that a path lies in, repetitions left out: `PID-3` of `PID[2]-3[1].4`. For screens, which do without the engine. */
export function fieldPlaceOf(path: string): string {
  const [, segment = path, field] = /^([A-Za-z][A-Za-z0-9]{2})(?:\[[^\]]*\])?(?:-(\d+))?/.exec(path) ?? [];
  return field === undefined ? segment : `${segment}-${field}`;
}
