import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent when the page is opened in a plain browser. */
    tandem?: Transport;
  }
}

export function electronTransport(): Transport {
  const bridge = window.tandem;
  if (!bridge) throw new Error('The bridge to the main process is missing: this page must be opened by the app.');
  return bridge;
}
