/** Named by its one signature; the overloads of the library's types take no options. */
const plainCreateElement = Document.prototype.createElement as (
  this: Document,
  name: string,
  options?: ElementCreationOptions,
) => Element;

/**
 * The page's document for a library that writes style elements. The content policy lets a style element in only with the
 * page's nonce, which the library does not know: every `createElement('style')` gets it here. Everything else passes through.
 */
export function nonceDocument(page: Document): Document {
  const nonce = page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  const createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    // The page's own method may stand replaced by this very function for a while.
    const element = plainCreateElement.call(page, name, options) as HTMLElement;
    if (name.toLowerCase() === 'style' && nonce !== '') element.nonce = nonce;
    return element;
  };
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
  const { createElement } = nonceDocument(page);
  Object.defineProperty(page, 'createElement', { value: createElement, configurable: true });
  try {
    work();
  } finally {
    Reflect.deleteProperty(page, 'createElement');
  }
}
