import { beforeAll, describe, expect, inject, test } from 'vitest';
import { compare, describeDifference } from '../../src/course/compare.ts';
import { exampleNames, loadExample } from '../../src/course/example.ts';
import { loadRecording } from '../../src/course/recording.ts';
import { runExample } from '../../src/lab/run-example.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

describe.each(exampleNames())('example %s', (name) => {
  test('runs on a fresh lease as its recording says', async () => {
    const example = loadExample(name);
    const recording = loadRecording(example);
    const { outcome, message, events, aliases } = await runExample(
      services,
      example,
    );
    expect(outcome, message).toBe('finished');
    const differences = compare(recording, events, aliases).map(
      describeDifference,
    );
    expect(
      differences,
      `If that is right, record it: npm run record -- ${name}`,
    ).toEqual([]);
  });
});
