import type { ExampleFile } from '../../course/example-file.ts';
import { href } from '../href.ts';
import { modulesToShow, modulesWithPages } from '../modules-to-show.ts';
import { allExamples } from './examples-of-course.ts';

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

/**
 * A line of a file that an example runs, on the page that shows it: the
 * example's, that of the example it is borrowed from, or the module's own.
 * @param file below `examples/`
 */
export function lineAddress(
  example: string,
  file: string,
  line: number,
): string {
  const path = `examples/${file}`;
  const owner = file.split('/').slice(0, -1).join('/');
  const of = (name: string) =>
    allExamples().find((each) => each.name === name)!;
  const isIn = (modules: { path: string }[]) =>
    modules.some((each) => each.path === path);
  const page = !isIn(modulesToShow(of(example)).others)
    ? exampleAddress({ name: example })
    : isIn(modulesWithPages(of(owner)))
      ? moduleAddress({ path })
      : exampleAddress({ name: owner });
  return `${page}#${file}:${line}`;
}
