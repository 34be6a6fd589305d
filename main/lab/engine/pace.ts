import type { Speed } from '../../../shared/labs/views.ts';

/** How often simulated time is moved while the clock runs, in wall milliseconds. */
const beatMs = 200;
/** More wall time than this is never made up for: neither a machine's sleep nor a world that costs more than it lasts. */
const mostOwedMs = 5000;

/**
 * The only real timer of the lab: turns wall time into simulated seconds at 1×, 60× or 600×. `beat` gets the whole
 * simulated seconds that passed and answers how many of them it did not get to; they and fractions are kept for the next beat,
 * which then comes as soon as others were served. Stops by itself when `beat` throws.
 */
export class Pace {
  #speed: Speed = 0;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = 0;
  /** Of simulated time. */
  #owedMs = 0;
  readonly #beat: (seconds: number) => number;
  readonly #onFault: (error: unknown) => void;

  constructor(beat: (seconds: number) => number, onFault: (error: unknown) => void) {
    this.#beat = beat;
    this.#onFault = onFault;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set(speed: Speed): void {
    this.#speed = speed;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#owedMs = 0;
    if (speed === 0) return;
    this.#lastMs = performance.now();
    this.#next(beatMs);
  }

  #next(inMs: number): void {
    this.#timer = setTimeout(() => this.#tick(), inMs);
  }

  #tick(): void {
    const nowMs = performance.now();
    this.#owedMs = Math.min(this.#owedMs + (nowMs - this.#lastMs) * this.#speed, mostOwedMs * this.#speed);
    this.#lastMs = nowMs;
    const seconds = Math.floor(this.#owedMs / 1000);
    const timer = this.#timer;
    let left = 0;
    try {
      left = seconds === 0 ? 0 : this.#beat(seconds);
    } catch (error) {
      this.set(0);
      this.#onFault(error);
    }
    // The beat may have set another speed, and with it begun anew.
    if (timer !== this.#timer) return;
    this.#owedMs -= (seconds - left) * 1000;
    this.#next(left > 0 ? 0 : beatMs);
  }
}
