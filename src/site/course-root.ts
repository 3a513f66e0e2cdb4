/** The folder that holds `lessons/` and `examples/`. */
export const courseRoot: string = import.meta.env.COURSE_ROOT;
