import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rooms whose pages and parts stand in consoles and on machines. */
const rooms = [
  'attach',
  'collections',
  'comanagement',
  'desktop',
  'devices/cloud',
  'devices/console',
  'enrollment',
  'identity',
  'servers',
  'site',
  'workloads',
];
/** What of them belongs to the lab: its pages, and what it says beside a console. */
const ofTheLab = [
  'attach/Uploads.svelte',
  'attach/said.ts',
  'comanagement/LabKnowledge.svelte',
  'devices/cloud/said.ts',
  'site/gateway/Gateway.svelte',
  'workloads/AuthorityMatrix.svelte',
];

describe('the dates of a console', () => {
  it('are written as its product writes them, and not as the lab does', () => {
    const usesLabDates = rooms.flatMap((room) =>
      readdirSync(join('renderer', room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(?:svelte|ts)$/.test(file))
        .map((file) => join(room, file))
        .filter((file) =>
          /parts\/Moment\.svelte'|clock\/moment\.ts'|\bformatLocal\b/.test(
            readFileSync(join('renderer', file), 'utf8'),
          ),
        ),
    );
    expect(usesLabDates.filter((file) => !ofTheLab.includes(file))).toEqual([]);
    // Whoever leaves the list is taken off it.
    expect(ofTheLab.filter((file) => !usesLabDates.includes(file))).toEqual([]);
  });
});
