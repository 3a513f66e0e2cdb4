import type { Provider } from './service.ts';
export function composeServices(_root: string): Provider {
  throw new Error('todo');
}
