type CreateElement = (name: string, options?: ElementCreationOptions) => HTMLElement;

/** Makes elements as the page does, and gives those that the content policy asks about the page's nonce. */
function noncedCreation(page: Document): CreateElement {
  const nonce = page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  // Bound now: the page's own method may stand replaced by this very function for a while.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- an overload of the types is, the method is not
  const create = page.createElement.bind(page) as CreateElement;
  return (name, options) => {
    const element = create(name, options);
    if (name.toLowerCase() === 'style' && nonce !== '') element.nonce = nonce;
    return element;
  };
}

/**
 * The page's document for a library that writes style elements. The content policy lets a style element in only with the
 * page's nonce, which the library does not know: every `createElement('style')` gets it here. Everything else passes through.
 */
export function nonceDocument(page: Document): Document {
  const createElement = noncedCreation(page);
  return new Proxy(page, {
    get: (target, key) => {
      if (key === 'createElement') return createElement;
      const value: unknown = Reflect.get(target, key, target);
      // Methods of a document refuse to run on a proxy.
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

/**
 * Runs `work` with every style element that the page itself creates meanwhile carrying the nonce: one part of the terminal
 * asks the page instead of the document it was given. The page's own method is back as soon as `work` is done.
 */
export function withNoncedStyles(page: Document, work: () => void): void {
  Object.defineProperty(page, 'createElement', { value: noncedCreation(page), configurable: true });
  try {
    work();
  } finally {
    Reflect.deleteProperty(page, 'createElement');
  }
}
