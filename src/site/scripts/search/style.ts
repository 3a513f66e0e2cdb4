import address from './search.css?url';

let loaded: Promise<void> | undefined;

/**
 * Resolves when the box has its style, or when that cannot be had: a plain
 * box is better than none. Pages are not made heavier by it.
 */
export function withStyle(): Promise<void> {
  loaded ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(address, import.meta.url).href;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
  return loaded;
}
