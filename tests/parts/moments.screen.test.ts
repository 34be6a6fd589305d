import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { timeCell } from '../../renderer/parts/cells.ts';
import ConsoleTime from '../../renderer/parts/ConsoleTime.svelte';
import Moment from '../../renderer/parts/Moment.svelte';
import { saidOfConnector } from '../../renderer/attach/said.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { recordAge } from '../../renderer/comanagement/text.ts';
import { hour } from '../../shared/time.ts';
import { connectorView } from '../support/cloud-attach-views.ts';
import { labView } from '../support/views.ts';

const { zone } = labView();
/** Two o'clock in Greenwich on the day on which Berlin went back to winter time, and two hours earlier. */
const winter = zone.transitions[2]![0] + hour;
const summer = winter - 2 * hour;

describe('a moment on the other side of a change of the clock', () => {
  it('reads as the clock read then, and not by the offset of today', () => {
    expect(timeCell(summer, zone, 'lab')).toBe('2026-10-25 02:00');
    expect(timeCell(winter, zone, 'lab')).toBe('2026-10-25 03:00');
    expect(timeCell(winter, zone, 'console')).toBe('10/25/2026, 3:00:00 AM');
    expect(recordAge(winter, winter, zone)).toContain('3:00:00 AM');
  });

  it('names the offset that was in force', () => {
    const drawn = [render(ConsoleTime, { at: winter, zone }), render(Moment, { at: winter, zone })];
    for (const { container } of drawn) {
      const time = container.querySelector('time')!;
      expect(time.title).toContain('(UTC+01:00)');
      expect(time.textContent).toMatch(/\b0?3:00/);
    }
  });

  it('is said so beside a page of the connector', () => {
    showLab(labView());
    const { lab } = connectorView();
    const said = saidOfConnector(connectorView({ lab: { ...lab!, nextUpload: winter, backlog: 0 } }));
    expect(said?.text).toContain('25 Oct 03:00');
  });
});
