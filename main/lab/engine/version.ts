/** Raised whenever the same scenario, seed and inputs would give another state; a replay by another engine is refused. */
export const engineVersion = 8;
export const appVersion = '0.1.0';
