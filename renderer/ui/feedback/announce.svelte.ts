import { untrack } from 'svelte';

let message = $state('');
/** How much was said so far, when it was said last, and how long it takes until a sentence has reached those who hear the page. */
let count = 0;
let saidAt = -Infinity;
const momentMs = 1000;

/** The sentence in the page's one live region. */
export const announced = {
  get message(): string {
    return message;
  },
};

/** Says a sentence to those who hear the page, once what is being said now is over. Only for what cannot be seen by focus. */
export function announce(text: string): void {
  count += 1;
  saidAt = performance.now();
  // The same text twice would not be spoken again; an invisible difference makes it news.
  // Read without tracking, or an effect that speaks would run again because it spoke.
  message = untrack(() => message) === text ? `${text}\u00a0` : text;
}

/** Another page is shown: what was said of the former one is let go, and what was said in the same moment once it has been heard. */
export function letGo(): void {
  const said = count;
  const empty = () => {
    if (said === count) message = '';
  };
  const rest = momentMs - (performance.now() - saidAt);
  if (rest > 0) setTimeout(empty, rest);
  else empty();
}
