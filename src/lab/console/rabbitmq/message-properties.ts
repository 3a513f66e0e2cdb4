import { object, type Command } from './parse-command.ts';

/** The properties by AMQP's names, as the client wants them by its own. */
export function propertiesFor(command: Command) {
  const given = object(command, 'properties');
  const { delivery_mode, ...others } = given;
  const camel = Object.entries(others).map(([name, value]) => [
    name.replace(/_(\w)/g, (_all, c: string) => c.toUpperCase()),
    value,
  ]);
  return {
    ...Object.fromEntries(camel),
    ...(delivery_mode !== undefined && { deliveryMode: delivery_mode }),
  } as Record<string, unknown>;
}

/** Those that are set, by AMQP's names. */
export function propertiesOf(properties: object): string {
  return Object.entries(properties)
    .filter(
      ([, value]) =>
        value !== undefined &&
        !(
          typeof value === 'object' && Object.keys(value as object).length === 0
        ),
    )
    .map(([name, value]) => {
      const snake = name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
      return `${snake}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
    })
    .join(', ');
}
