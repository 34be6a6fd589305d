import type { Speed } from '../../../shared/labs/views.ts';

/** How often simulated time is moved while the clock runs, in wall milliseconds. */
const beatMs = 200;

/**
 * The only real timer of the lab: turns wall time into simulated seconds at 1×, 60× or 600×. `beat` gets the whole
 * simulated seconds that passed; fractions are kept for the next beat. Stops by itself when `beat` throws.
 */
export class Pace {
  #speed: Speed = 0;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = 0;
  #owedMs = 0;
  readonly #beat: (seconds: number) => void;
  readonly #onFault: (error: unknown) => void;

  constructor(beat: (seconds: number) => void, onFault: (error: unknown) => void) {
    this.#beat = beat;
    this.#onFault = onFault;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set(speed: Speed): void {
    this.#speed = speed;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#owedMs = 0;
    if (speed === 0) return;
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), beatMs);
  }

  #tick(): void {
    const nowMs = performance.now();
    // After a long pause of the machine (sleep) the lab does not leap: at most five seconds of wall time count.
    this.#owedMs += Math.min(nowMs - this.#lastMs, 5000) * this.#speed;
    this.#lastMs = nowMs;
    const seconds = Math.floor(this.#owedMs / 1000);
    if (seconds === 0) return;
    this.#owedMs -= seconds * 1000;
    try {
      this.#beat(seconds);
    } catch (error) {
      this.set(0);
      this.#onFault(error);
    }
  }
}
