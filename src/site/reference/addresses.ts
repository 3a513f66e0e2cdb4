import type { ExampleFile } from '../../course/example-file.ts';
import { href } from '../href.ts';

/** The reference, with the examples of one tag. */
export function tagAddress(tag: string): string {
  return `${href('/reference/')}?${new URLSearchParams({ tag })}`;
}

/** The page of an example. */
export function exampleAddress({ name }: { name: string }): string {
  return href(`/examples/${name}/`);
}

/** The page of a module that has no tab in its example's bench. */
export function moduleAddress({ path }: Pick<ExampleFile, 'path'>): string {
  return href(`/${path.replace(/\.ts$/, '')}/`);
}

/** A file of an example as it is, to be downloaded. */
export function fileAddress({ path }: Pick<ExampleFile, 'path'>): string {
  return href(path.replace(/^examples/, '/files'));
}
