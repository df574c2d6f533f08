/** What the loss of a system or an interface does, the worst first. */
export const CRITICALITY = {
  critical: 'Critical – patients may be harmed within hours',
  high: 'High – care is delayed or done by hand',
  medium: 'Medium – work piles up',
  low: 'Low – a nuisance',
} as const;
