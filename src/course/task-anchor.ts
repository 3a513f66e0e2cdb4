/** What a task is called in an address: `task-survive-a-lost-connection`. */
export function taskAnchor(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return `task-${words.join('-')}`;
}
