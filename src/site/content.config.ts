import path from 'node:path';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { frontmatterSchema } from '../course/lesson.ts';
import { courseRoot } from './course-root.ts';

const lessons = defineCollection({
  loader: glob({
    base: path.join(courseRoot, 'lessons'),
    pattern: '*/*/lesson.mdx',
    // redis/12-pub-sub/lesson.mdx → redis/pub-sub
    generateId: ({ entry }) =>
      entry.replace(/\/lesson\.mdx$/, '').replace(/\/\d\d-/, '/'),
  }),
  schema: frontmatterSchema,
});

export const collections = { lessons };
