/** How requests leave the renderer. The app uses the preload's bridge; tests and the gallery supply their own. */
export interface Transport {
  /** Resolves with the Result as it came, unparsed. Rejects only when the other side could not be reached at all. */
  invoke(name: string, params: unknown): Promise<unknown>;
  /** Hands over a dropped file; answers the token that stands for it, or null. */
  take?(file: File): Promise<unknown>;
  /** Returns the function that ends the subscription. */
  on(event: string, callback: (payload: unknown) => void): () => void;
}
