/** What a refusal offers whose lab file cannot be used: checkpoints that could take its place, the newest first. */
export type Recovery = { checkpoints: readonly string[] };

/** Undefined for every refusal that offers none. */
export function recoveryOf(details: unknown): Recovery | undefined {
  const isOffer = typeof details === 'object' && details !== null && 'checkpoints' in details;
  return isOffer && Array.isArray(details.checkpoints) ? { checkpoints: details.checkpoints.map(String) } : undefined;
}

/** So many checkpoints of one kind are kept that the lab makes before something is destroyed. */
export const restorePointsKept = 5;
