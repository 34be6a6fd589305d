import { describe, expect, it, vi } from 'vitest';
import { PagedRows, type RowPage } from '../../renderer/parts/live/paged-rows.svelte.ts';

type Call = { query: string; offset: number; answer: (page: RowPage<string>) => void; fail: (error: Error) => void };

/** A lab that answers when the test says so. */
function slowLab(options = {}) {
  const calls: Call[] = [];
  const rows = new PagedRows<string, string>(
    (query, offset) => new Promise((answer, fail) => calls.push({ query, offset, answer, fail })),
    'first',
    { pageSize: 10, ...options },
  );
  const page = ({ query, offset }: Call, total = 1000): RowPage<string> => ({
    total,
    rows: Array.from({ length: Math.max(0, Math.min(10, total - offset)) }, (_, step) => `${query} ${offset + step}`),
  });
  const answer = async (call: Call, total = 1000) => {
    call.answer(page(call, total));
    await settle();
  };
  return { rows, calls, answer };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('PagedRows', () => {
  it('asks once for each page in view and tells when it has come', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    rows.ensure(0, 8);
    expect(calls).toHaveLength(1);
    expect(rows.isSettled).toBe(false);
    const before = rows.version;
    await answer(calls[0]!);
    expect(rows.version).toBeGreaterThan(before);
    expect([rows.isSettled, rows.total, rows.rowAt(3), rows.rowAt(12)]).toEqual([true, 1000, 'first 3', undefined]);
  });

  it('drops answers to an older query', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    rows.setQuery('second');
    await answer(calls[0]!, 7);
    expect([rows.total, rows.rowAt(0), rows.isSettled]).toEqual([0, undefined, false]);
    await answer(calls[1]!, 20);
    expect([rows.total, rows.rowAt(0), rows.generation]).toEqual([20, 'second 0', 1]);
  });

  it('keeps the rows of a query until those of the next are there', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    await answer(calls[0]!);
    rows.ensure(30, 35);
    await answer(calls[1]!);
    rows.setQuery('second');
    expect([rows.total, rows.rowAt(30), rows.generation, rows.isSettled]).toEqual([1000, 'first 30', 0, false]);
    // Scrolling meanwhile asks for nothing: the next query begins at its top.
    rows.ensure(60, 65);
    expect(calls.map(({ query, offset }) => `${query} ${offset}`)).toEqual(['first 0', 'first 30', 'second 0']);
    await answer(calls[2]!, 20);
    expect([rows.rowAt(0), rows.rowAt(30), rows.generation]).toEqual(['second 0', undefined, 1]);
  });

  it('does not show the rows of a query under the error of the next', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    await answer(calls[0]!);
    rows.setQuery('second');
    calls[1]?.fail(new Error('locked'));
    await settle();
    expect([(rows.error as Error).message, rows.rowAt(0)]).toEqual(['locked', undefined]);
  });

  it('forgets at once what belongs to another list or lab', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    await answer(calls[0]!);
    rows.restart('second');
    expect([rows.rowAt(0), rows.generation]).toEqual([undefined, 1]);
    await answer(calls[1]!, 20);
    expect([rows.rowAt(0), rows.generation]).toEqual(['second 0', 1]);
  });

  it('keeps rows on screen while they are read again, and ignores what was asked before the change', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    await answer(calls[0]!);
    rows.refresh();
    rows.refresh();
    expect(rows.rowAt(3)).toBe('first 3');
    calls[1]?.answer({ total: 1, rows: ['older'] });
    await settle();
    expect(rows.rowAt(0)).toBe('first 0');
    calls[2]?.answer({ total: 1, rows: ['newer'] });
    await settle();
    expect([rows.total, rows.rowAt(0), rows.generation]).toEqual([1, 'newer', 0]);
  });

  it('skips pages that left the view in a fast fling', async () => {
    const { rows, calls, answer } = slowLab();
    for (let from = 0; from < 500; from += 10) rows.ensure(from, from + 10);
    expect(calls.map(({ offset }) => offset)).toEqual([0, 10]);
    await answer(calls[0]!);
    expect(calls.map(({ offset }) => offset)).toEqual([0, 10, 490]);
  });

  it('holds only the pages used last', async () => {
    const { rows, calls, answer } = slowLab({ maxPages: 2 });
    for (const [index, from] of [0, 10, 0, 20].entries()) {
      rows.ensure(from, from + 10);
      const call = calls[index > 2 ? 2 : index];
      if (call && rows.rowAt(from) === undefined) await answer(call);
    }
    expect([rows.rowAt(0), rows.rowAt(10), rows.rowAt(20)]).toEqual(['first 0', undefined, 'first 20']);
  });

  it('keeps an error, asks no more by itself, and recovers', async () => {
    const { rows, calls, answer } = slowLab();
    rows.ensure(0, 5);
    calls[0]?.fail(new Error('locked'));
    await settle();
    expect((rows.error as Error).message).toBe('locked');
    expect(calls).toHaveLength(1);
    rows.refresh();
    await answer(calls[1]!);
    expect([rows.error, rows.rowAt(0)]).toEqual([undefined, 'first 0']);
  });

  it('loads a whole range, asking only for what is missing', async () => {
    const fetchPage = vi.fn(async (_query: string, offset: number, limit: number) => ({
      total: 100,
      rows: Array.from({ length: limit }, (_, step) => offset + step),
    }));
    const rows = new PagedRows<number, string>(fetchPage, 'all', { pageSize: 10 });
    rows.ensure(0, 10);
    await settle();
    expect(await rows.load(0, 25)).toEqual(Array.from({ length: 25 }, (_, index) => index));
    expect(fetchPage.mock.calls.map(([, offset, limit]) => [offset, limit])).toEqual([
      [0, 10],
      [10, 10],
      [20, 5],
    ]);
  });
});
