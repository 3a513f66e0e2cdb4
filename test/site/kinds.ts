/** One page of each kind, of the course itself. */
export const KINDS = [
  ...['/', '/course/', '/reference/', '/reference/memcached/'],
  ...['/reference/errors/', '/old-article/', '/teach/', '/404.html'],
  ...['/redis/pub-sub/', '/examples/redis/pub-sub/'],
];

/** A telephone, a tablet, a small laptop, a screen: width and height in px. */
export const SCREENS = [
  [360, 780],
  [768, 1024],
  [1280, 800],
  [1680, 1000],
] as const;
