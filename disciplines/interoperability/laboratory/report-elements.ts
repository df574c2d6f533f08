import written from '../content/laboratory-report.json' with { type: 'json' };

/** The list of what a report must say, with its version. Apart from what holds reports against it, since kinds ask for it too. */
export const HELD_AGAINST = `${written.title}, ${written.version}`;
