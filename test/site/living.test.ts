import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { loadExample } from '../../src/course/example.ts';
import { projectFolder } from '../../src/course/project.ts';
import { loadRecording } from '../../src/course/recording.ts';
import { jobsAfter } from '../../src/site/living/jobs.ts';
import { framesOf, stillOf } from '../../src/site/living/stage.ts';
import { storyOf } from '../../src/site/living/story.ts';
import { axeFindings } from './axe-findings.ts';
import { openSite } from './open-site.ts';

const { events } = loadRecording(loadExample('rabbitmq/acknowledgements'));
const workers = ['worker-a', 'worker-b'];
const frames = framesOf(storyOf(events), workers);

describe('the story of a run', () => {
  test('has the jobs where RabbitMQ counted them, whenever it was asked', () => {
    const jobs = jobsAfter(events);
    const asked = events.flatMap((event, index) =>
      event.event === 'state' && event.state.service === 'rabbitmq'
        ? [{ queue: event.state.queues[0]!, at: index }]
        : [],
    );
    expect(asked.length).toBeGreaterThan(5);
    for (const { queue, at } of asked) {
      const places = jobs[at]!.map(({ place }) => place);
      expect([queue.ready, queue.unacked], `event ${at}`).toEqual([
        places.filter((each) => each === 'queue').length,
        places.filter((each) => typeof each === 'object' && 'with' in each)
          .length,
      ]);
    }
  });

  test('begins with a publish and ends with an empty queue', () => {
    const [first, last] = [storyOf(events)[0]!, storyOf(events).at(-1)!];
    expect(first.text).toBe('basic.publish "invoice-1"');
    expect(last.text).toBe('basic.ack tag=1');
    expect(frames.at(-1)).toMatchObject({ ready: 0, unacked: 0 });
  });

  test('tells of the death, and of the job that comes again', () => {
    const told = storyOf(events).map(({ says }) => says);
    const death = told.indexOf('worker-a is killed. It has sent no ack.');
    expect(told[death + 1]).toBe(
      'RabbitMQ hands invoice-3 to worker-b, and says that it is not for the first time.',
    );
    expect(frames[stillOf(frames)]!.says).toBe(told[death + 1]);
  });

  test('is told in a quarter of a minute', () => {
    const all = frames.reduce((sum, { ms }) => sum + ms, 0);
    expect(all).toBeGreaterThan(8_000);
    expect(all).toBeLessThan(16_000);
  });

  test('refuses an ack of what was not delivered', () => {
    const ack = events.find(
      (each) =>
        each.event === 'wire' && each.text.startsWith('basic.ack tag=1 '),
    );
    expect(() => jobsAfter([ack as RunEvent])).toThrow(
      'worker-a acks 1, and has it not.',
    );
  });
});

describe('on the first page', () => {
  const site = openSite({ course: projectFolder });
  const LAST = 'worker-b sends its ack. Now RabbitMQ deletes the job.';
  const says = (page: Page) => page.locator('.living .now-says').innerText();
  const play = (page: Page) => page.locator('.living .play');

  test('it plays by itself to its end, and nothing moves meanwhile', async () => {
    const page = await site.open('/404.html', {
      viewport: { width: 1280, height: 800 },
    });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${site.url()}/`);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page
      .getByRole('button', { name: 'Again' })
      .waitFor({ timeout: 40_000 });
    expect(await says(page)).toBe(LAST);
    expect(await page.locator('.queue .count').textContent()).toBe(
      '0 ready, 0 unacked',
    );
    expect(await page.locator('.program .lit').innerText()).toContain(
      'channel.ack(job);',
    );
    expect(await page.evaluate('window.shifts')).toEqual([]);
  });

  test('Pause stops it, and steps go on and back, by keys too', async () => {
    const page = await site.open('/');
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await play(page).innerText()).toBe('Play');
    for (let back = 0; back < frames.length; back++)
      await page.getByRole('button', { name: 'One step back' }).click();
    expect(await says(page)).toBe(frames[0]!.says);
    await page.getByRole('button', { name: 'One step on' }).click();
    expect(await says(page)).toBe(frames[1]!.says);
    await page.keyboard.press('ArrowRight');
    expect(await says(page)).toBe(frames[2]!.says);
    await page.keyboard.press('ArrowLeft');
    expect(await says(page)).toBe(frames[1]!.says);
  });

  test('with less motion it stands still where a job comes again', async () => {
    const page = await site.open('/', { reducedMotion: 'reduce' });
    await page
      .locator('.living li.later')
      .first()
      .waitFor({ state: 'attached' });
    expect(await says(page)).toBe(frames[stillOf(frames)]!.says);
    expect(await play(page).innerText()).toBe('Play');
  });

  test('without scripts all of it is there to read', async () => {
    const page = await site.open('/', { javaScriptEnabled: false });
    const rows = page.locator('.living li');
    expect(await rows.count()).toBe(frames.length);
    expect(await rows.filter({ visible: true }).count()).toBe(frames.length);
    expect(await play(page).isVisible()).toBe(false);
  });

  test('all of it is above the fold of a small laptop', async () => {
    const page = await site.open('/', {
      viewport: { width: 1280, height: 800 },
    });
    const { bottom } = await page
      .locator('.living .controls')
      .evaluate((each) => each.getBoundingClientRect());
    expect(bottom).toBeLessThanOrEqual(800);
  });

  test('it leads to its lesson', async () => {
    const page = await site.open('/');
    await page.getByRole('link', { name: 'Run it yourself' }).click();
    await page.waitForURL('**/rabbitmq/acknowledgements/');
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing when it has ended, in the %s theme',
    async (colorScheme) => {
      const page = await site.open('/', { colorScheme });
      await page.getByRole('button', { name: 'Pause' }).click();
      for (let on = 0; on < frames.length; on++)
        await page.getByRole('button', { name: 'One step on' }).click();
      await page.getByRole('button', { name: 'Again' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  test('who was here before finds the way back', async () => {
    const page = await site.open('/redis/pub-sub/');
    await page.mouse.wheel(0, 200);
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('roundtrip:marks')))
      .toContain('redis/pub-sub');
    await page.goto(`${site.url()}/`);
    await page.getByRole('link', { name: 'Resume: redis/pub-sub' }).click();
    await page.waitForURL('**/redis/pub-sub/');
  });
});
