import type { Key } from './exercise.ts';

/** Keys, and the last four with a hash in their place. */
export const KEYS: Key[] = [
  'tea',
  'mate',
  'price:1',
  'price:2',
  'price:3',
  'user:41',
  'user:42',
  'cart:41',
  'café',
  '日本茶',
  'user:28063',
  'user:55108',
  'user:75947',
  'x'.repeat(250),
  'sale',
  'stock:tea',
  'stock:mate',
  'visits',
  [41, 'name:41'],
  [41, 'cart:41'],
  [1000003, 'tea'],
  [0, 'tea'],
];

/**
 * The server of each of them, from 0, as python-memcached 1.58 says
 * (`Client._get_server`, with servers of these weights).
 */
export const PLACED = [
  {
    weights: [1, 1],
    servers: [
      0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0,
    ],
  },
  {
    weights: [1, 1, 1],
    servers: [
      1, 0, 1, 0, 2, 2, 1, 0, 2, 1, 1, 1, 1, 2, 2, 0, 2, 2, 2, 2, 1, 0,
    ],
  },
  {
    weights: [1, 2, 5],
    servers: [
      2, 2, 2, 2, 1, 2, 2, 2, 2, 0, 1, 1, 1, 0, 2, 0, 2, 0, 1, 1, 2, 0,
    ],
  },
  {
    weights: [3, 1, 1, 2],
    servers: [
      0, 0, 3, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 2, 0, 0, 3, 3, 2, 0,
    ],
  },
];
