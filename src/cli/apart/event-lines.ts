/** An event of the lab: it has an `event` that says which. */
interface AnyEvent {
  event: string;
}

/**
 * Takes an answer of the lab in pieces (NDJSON), and gives each event as soon
 * as its line is whole. What is no event, as where an answer broke off, is
 * passed over.
 */
export function eventLines<Event extends AnyEvent>(
  on: (event: Event) => void,
): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const value = objectOf(line);
      if ('event' in value) on(value as unknown as Event);
    }
  };
}

/** The object that a text holds; an empty one where it holds none. */
export function objectOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
