/** Everything the command line touches of its surroundings, so that it also runs inside the packaged app and in tests. */
export type Io = {
  /** Resolves when the text is out: a process that ends earlier would cut it short. */
  stdout: (text: string) => void | Promise<void>;
  stderr: (text: string) => void;
  /** Everything that is piped in. */
  stdin: () => Promise<string>;
  /** The folder of the scenarios that come with Tandem. */
  bundledScenarios: string;
  /**
   * From now on Ctrl+C is only noted, so that work can stop where nothing is half done; `release` gives it back. Without
   * this, Ctrl+C ends the process at once, which loses nothing that was acknowledged.
   */
  holdInterrupts?: () => { wasAsked: () => boolean; release: () => void };
};

export const never = { wasAsked: (): boolean => false, release: (): void => undefined };

export async function holdingInterrupts<T>(io: Io, work: (wasAsked: () => boolean) => T | Promise<T>): Promise<T> {
  const { wasAsked, release } = io.holdInterrupts?.() ?? never;
  try {
    return await work(wasAsked);
  } finally {
    release();
  }
}

/** Lets waiting signals and messages be served between two pieces of work. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** At most one line a second, so that a long piece of work shows where it is without flooding a log. */
export function atIntervals(say: (line: string) => void): (line: () => string) => void {
  let lastMs = performance.now();
  return (line) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < 1000) return;
    lastMs = nowMs;
    say(line());
  };
}
