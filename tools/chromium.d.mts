/** Says how to get a browser, in one line. */
export const chromiumAdvice: string;

/** The path of a Chromium or Chrome to drive, if there is one. */
export function findChromium(env?: Record<string, string | undefined>, platform?: string): string | undefined;
