/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** The folder that holds `lessons/` and `examples/`; see astro.config.mjs. */
  readonly COURSE_ROOT: string;
}

declare namespace App {
  interface Locals {
    /** The lesson whose page is being made: its components ask for it. */
    lesson?: import('../course/lesson.ts').Lesson;
  }
}
