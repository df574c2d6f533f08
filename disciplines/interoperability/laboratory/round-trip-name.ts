/** How the name of a file ends that holds what a laboratory round trip was followed through. */
export const ROUND_TRIP_NAME = '.round-trip.json';
