import { render, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Clock from '../../renderer/frame/Clock.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { announced } from '../../renderer/ui/feedback/announce.svelte.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { activityView, labView, now } from '../support/views.ts';

const end = (id: number, text: string): ActivityView => activityView({ id, kind: 'restart_completed', text });

describe('what ends while the clock runs', () => {
  it('is told once and by name, a few at a time, and nothing of before', async () => {
    let rows = [end(4, 'An old one')];
    const transport = new FakeTransport({
      'activities.list': () => ({ total: rows.length, rows, now, revision: 1 }),
    });
    connect(transport);
    showLab(labView({ speed: 60, pendingActions: 3 }));
    render(Clock);
    await waitFor(() => expect(transport.asked('activities.list')).toHaveLength(1));
    expect(announced.message).toBe('');

    rows = [end(6, 'LAP-2 restarted'), end(5, 'LAP-1 restarted'), ...rows];
    showLab(labView({ speed: 60, pendingActions: 1 }));
    await waitFor(() => expect(announced.message).toBe('LAP-1 restarted. LAP-2 restarted.'));
    // The clock runs on, and nothing ended.
    showLab(labView({ speed: 60, pendingActions: 1, now: now + 60 }));
    await tick();
    showLab(labView({ speed: 60, pendingActions: 5, now: now + 120 }));
    await tick();
    expect(transport.asked('activities.list')).toHaveLength(2);

    rows = [...['d', 'c', 'b', 'a'].map((name, index) => end(10 - index, `LAP-${name} restarted`)), ...rows];
    showLab(labView({ speed: 60, pendingActions: 1, now: now + 180 }));
    await waitFor(() => expect(announced.message).toBe('4 orders ended. The last: LAP-d restarted.'));
  });

  it('is left to the ledger where a jump ended it', async () => {
    const transport = new FakeTransport({ 'activities.list': { total: 0, rows: [], now, revision: 1 } });
    connect(transport);
    showLab(labView({ speed: 0, pendingActions: 3 }));
    render(Clock);
    showLab(labView({ speed: 0, pendingActions: 0, now: now + 3600 }));
    await Promise.resolve();
    expect(transport.asked('activities.list')).toEqual([]);
  });
});
