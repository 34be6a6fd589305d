import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import CreateCollection from '../../renderer/collections/CreateCollection.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { startRouter } from '../../renderer/router.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { collectionViews } from '../support/cloud-attach-views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView } from '../support/views.ts';

const title = 'Create Device Collection Wizard';
const resource = (id: number, name: string) => ({
  id,
  deviceId: id + 100,
  name,
  domain: 'CORP',
  hasClient: true,
  isObsolete: false,
});

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

function show(answers: Answers = {}) {
  const transport = new FakeTransport({
    'collections.list': collectionViews(),
    'collections.create': 9,
    'collections.resources': { total: 2, rows: [resource(1, 'CL-0042'), resource(2, 'CL-0043')] },
    ...answers,
  });
  connect(transport);
  const onclose = vi.fn();
  render(CreateCollection, { ondone: () => undefined, onclose });
  return { transport, onclose };
}
const dialog = (name: string) => screen.findByRole('dialog', { name });
const inside = async (name: string) => within(await dialog(name));
const pressIn = async (name: string, button: string) =>
  fireEvent.click((await inside(name)).getByRole('button', { name: button }));
const page = async (name: string, of = title) => (await inside(of)).findByRole('region', { name });
const type = async (of: string, field: string | RegExp, value: string) =>
  fireEvent.input((await inside(of)).getByRole('textbox', { name: field }), { target: { value } });
async function addRule(kind: string) {
  await pressIn(title, 'Add Rule');
  await fireEvent.click(await screen.findByRole('menuitem', { name: kind }));
}
async function general(limiting = 'All Systems') {
  await type(title, /^Name/, ' Tenant Attach Pilot ');
  await pressIn(title, 'Browse');
  await fireEvent.click((await inside('Select Collection')).getByRole('radio', { name: limiting }));
  await pressIn('Select Collection', 'OK');
  await pressIn(title, 'Next');
  await page('Membership Rules');
}
async function finish() {
  await pressIn(title, 'Next');
  await page('Summary');
  await pressIn(title, 'Next');
  await page('Completion');
}

describe('Create Device Collection Wizard', () => {
  it('has the documented pages, and goes on only with a name and a limiting collection', async () => {
    const { transport } = show();
    const steps = (await inside(title)).getByRole('list', { name: 'Pages of the wizard' });
    expect(
      within(steps)
        .getAllByRole('listitem')
        .map((item) => item.textContent.replace(/^\s*\d\s*/, '').trim()),
    ).toEqual(['General', 'Membership Rules', 'Summary', 'Progress', 'Completion']);
    const next = (await inside(title)).getByRole('button', { name: 'Next' });
    expect(next.getAttribute('aria-disabled')).toBe('true');
    await type(title, /^Name/, 'Pilot');
    expect(next.getAttribute('aria-disabled')).toBe('true');
    await general();
    const box = async (name: string) => (await inside(title)).getByRole<HTMLInputElement>('checkbox', { name }).checked;
    expect(await box('Use incremental updates for this collection')).toBe(false);
    expect(await box('Schedule a full update on this collection')).toBe(true);
    expect((await dialog(title)).textContent).toContain('Occurs every 7 days');
    expect(transport.asked('collections.create')).toEqual([]);
  });

  it('makes the collection with its rules only after the summary', async () => {
    const { transport, onclose } = show();
    await general();
    await addRule('Include Collections');
    await fireEvent.click((await inside('Select Collections')).getByRole('checkbox', { name: 'Pilot Windows Update' }));
    await pressIn('Select Collections', 'OK');
    await fireEvent.click(
      (await inside(title)).getByRole('checkbox', { name: 'Use incremental updates for this collection' }),
    );
    await finish();
    await waitFor(async () =>
      expect((await dialog(title)).textContent).toContain(`The ${title} completed successfully`),
    );
    expect(transport.asked('collections.create')).toEqual([
      {
        name: 'Tenant Attach Pilot',
        comment: '',
        limitingId: 1,
        isIncremental: true,
        fullPeriod: 604_800,
        rules: [{ kind: 'include', otherId: 8 }],
      },
    ]);
    // The head of the window has one too.
    await fireEvent.click((await inside(title)).getAllByRole('button', { name: 'Close' }).at(-1)!);
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('finds resources by an attribute, and makes direct rules of those that were chosen', async () => {
    const { transport } = show();
    await general();
    await addRule('Direct Rule');
    const wizard = 'Create Direct Membership Rule Wizard';
    await page('Search for Resources', wizard);
    await fireEvent.change((await inside(wizard)).getByRole('combobox', { name: 'Attribute name' }), {
      target: { value: 'netbios' },
    });
    await type(wizard, /^Value/, 'CL-%');
    await pressIn(wizard, 'Next');
    await page('Select Resources', wizard);
    expect(transport.asked('collections.resources')[0]).toMatchObject({
      where: [{ field: 'name', operator: 'like', value: 'CL-%' }],
      withObsolete: false,
      onlyClients: false,
    });
    await fireEvent.click((await inside(wizard)).getByRole('checkbox', { name: 'CL-0042' }));
    await pressIn(wizard, 'Next');
    await pressIn(wizard, 'Next');
    await page('Completion', wizard);
    await fireEvent.click((await inside(wizard)).getAllByRole('button', { name: 'Close' }).at(-1)!);
    await (await inside(title)).findByRole('radio', { name: 'CL-0042' });
    await finish();
    await waitFor(() =>
      expect(transport.asked('collections.create')[0]!.rules).toEqual([{ kind: 'direct', deviceIds: [101] }]),
    );
  });

  it('stays with the search where it finds nothing', async () => {
    show({ 'collections.resources': { total: 0, rows: [] } });
    await general();
    await addRule('Direct Rule');
    const wizard = 'Create Direct Membership Rule Wizard';
    await type(wizard, /^Value/, 'nothing');
    await pressIn(wizard, 'Next');
    await (await inside(wizard)).findByText('No resources were found that meet these criteria.');
    await page('Search for Resources', wizard);
  });

  it('takes a query statement as it is typed, shows what it finds, and refuses one that it cannot read', async () => {
    const { transport } = show();
    await general();
    await addRule('Query Rule');
    const rule = 'Query Rule Properties';
    await type(rule, /^Name/, 'Windows 11 clients');
    await pressIn(rule, 'Edit Query Statement');
    const statement = 'Query Statement Properties';
    await type(statement, 'Query statement', 'select * from SMS_R_System where Name > 1');
    const ok = (await inside(statement)).getByRole('button', { name: 'OK' });
    expect(ok.getAttribute('aria-disabled')).toBe('true');
    await type(statement, 'Query statement', `select * from SMS_R_System where SMS_R_System.Name like 'CL-%'`);
    await pressIn(statement, 'Query Results Preview');
    await (await inside('Query Results Preview')).findByText('CL-0043');
    expect(transport.asked('collections.resources')[0]).toMatchObject({ limit: 5000 });
    await fireEvent.click((await inside('Query Results Preview')).getAllByRole('button', { name: 'Close' }).at(-1)!);
    await pressIn(statement, 'OK');
    await pressIn(rule, 'OK');
    await finish();
    await waitFor(() =>
      expect(transport.asked('collections.create')[0]!.rules).toEqual([
        { kind: 'query', name: 'Windows 11 clients', query: [{ field: 'name', operator: 'like', value: 'CL-%' }] },
      ]),
    );
  });

  it('says why it did not complete, and leads back to what was chosen', async () => {
    const refusal: Failure = { ok: false, code: 'nameTaken', message: 'There is one already.', next: 'Another name.' };
    const { transport } = show({ 'collections.create': refusal });
    await general();
    await finish();
    await (await inside(title)).findByText('There is one already.');
    await pressIn(title, 'Previous');
    await page('Summary');
    await pressIn(title, 'Previous');
    await pressIn(title, 'Previous');
    expect((await inside(title)).getByRole<HTMLInputElement>('textbox', { name: /^Name/ }).value).toContain(
      'Tenant Attach Pilot',
    );
    expect(transport.asked('collections.create')).toHaveLength(1);
  });
});
