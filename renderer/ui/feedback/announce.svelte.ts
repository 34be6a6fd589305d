import { untrack } from 'svelte';

let message = $state('');

/** The sentence in the page's one live region. */
export const announced = {
  get message(): string {
    return message;
  },
};

/** Says a sentence to those who hear the page, once what is being said now is over. Only for what cannot be seen by focus. */
export function announce(text: string): void {
  // The same text twice would not be spoken again; an invisible difference makes it news.
  // Read without tracking, or an effect that speaks would run again because it spoke.
  message = untrack(() => message) === text ? `${text}\u00a0` : text;
}
