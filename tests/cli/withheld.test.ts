import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knowledgeKinds } from '../../shared/contract/knowledge.ts';
import { commands } from '../../main/cli/commands.ts';
import { examplesOf, writeFilesOfPage } from './examples.ts';
import { done, run, temporaryFolder } from './support.ts';

/**
 * What each command answers while everything is withheld: the kinds that its document says to be withheld, `refused` where nothing of
 * it is open, '' where nothing of it is the lab's knowledge. An example of the page that answers otherwise stands below by itself.
 */
const commandsOf = {
  refused: ['authority', 'cure', 'faults', 'hash', 'plant', 'prereqs', 'trace'],
  '': [
    'ad-computer',
    'add-devices',
    'capabilities',
    'create',
    'entra-device',
    'help',
    'log',
    'batch',
    'completion',
    'logs',
    'offers',
    'remove-record',
    'run-now',
    'scenarios',
    'shell',
    'trigger',
    'validate',
  ],
  expected: [
    'action',
    'actions',
    'attach',
    'cancel',
    'collections',
    'configure',
    'connector',
    'detach',
    'directory',
    'input',
  ],
  'expected preview': ['collection', 'view'],
  'truth expected': ['activities'],
  'truth differences expected': ['device'],
  truth: ['check', 'devices'],
  faults: ['settings'],
  ledger: ['advance'],
  preview: ['comanage', 'workload'],
  remedies: ['funnel'],
  hash: ['checkpoint', 'checkpoints', 'info', 'replay', 'reset'],
};
const examples: Record<string, string> = {
  'action class.tandem retire --device LAP-MEI --preview': '',
  'advance class.tandem 15m': 'ledger hash',
  'advance class.tandem --next --no-hash': 'refused',
  'comanage comanaged.tandem --enroll all --preview': 'refused',
  'configure desk.tandem deviceProvisioning missing --target CON-BER-L0038': 'refused',
  'devices class.tandem --filter online=true': 'refused',
  'devices class.tandem --filter managedBy=coManaged --filter online=true --limit 2 --fields name,id,managedBy,lastIntuneCheckIn':
    'refused',
  'devices class.tandem --filter needs=diskFull --fields name,diskFreeMb,needs': 'refused',
  'devices class.tandem --list intune --filter name=LAP-OMAR --fields name,managementState,lastCheckIn': '',
  'devices path1.tandem --filter name=CON-BER-D0001 --fields name,joinType,coManaged': '',
  'devices path1.tandem --filter name=CON-BER-D0001 --fields comanagementStage,comanagementReason': 'truth expected',
  'devices comanaged.tandem --filter comanagementReason=cause --limit 1 --fields comanagementStage,comanagementCode,comanagementReason':
    'refused',
  'workload workloads.tandem windowsUpdate pilot --collection Windows Update pilot --preview': 'refused',
};
const answerOf = ([name = '', ...rest]: readonly string[]): string | undefined =>
  examples[[name, ...rest].join(' ')] ?? Object.entries(commandsOf).find(([, names]) => names.includes(name))?.[0];

describe('with everything withheld', () => {
  it('every example of the page works and says what is withheld, or is refused because nothing of it is open', async () => {
    const before = process.cwd();
    process.chdir(temporaryFolder());
    try {
      writeFilesOfPage();
      const wrong: string[] = [];
      const met = new Set<string>();
      for (const { command, argv, exitCode } of examplesOf()) {
        const [name = ''] = argv;
        if (name === 'withhold') continue;
        const files = readdirSync('.');
        const answer = await run(...argv);
        if (name === 'create' && answer.exitCode === 0) await done('withhold', argv[argv.indexOf('--out') + 1]!, 'all');
        const code = (answer.json.error?.code ?? null) as string | null;
        const isRefused = code === 'withheld';
        // What is refused for another reason says so on the page; some of these reasons only what is withheld would tell.
        if (code !== null && !isRefused) {
          if (answer.exitCode !== exitCode) wrong.push(`${command}: ${code} ${answer.json.error.message}`);
          continue;
        }
        met.add(argv.join(' ')).add(name);
        const top = (Array.isArray(answer.json) ? answer.json[0] : answer.json) as { withheld?: string[] } | undefined;
        const got = isRefused ? 'refused' : (top?.withheld ?? []).join(' ');
        if (got !== answerOf(argv)) wrong.push(`${command}: ${got}`);
        if (isRefused && readdirSync('.').length !== files.length) wrong.push(`${command}: it wrote a file`);
      }
      expect(wrong).toEqual([]);
      expect(Object.keys(examples).filter((one) => !met.has(one))).toEqual([]);
      const named = Object.values(commandsOf).flat();
      expect(named.filter((one) => !met.has(one))).toEqual([]);
      expect([...named, 'withhold'].sort()).toEqual([...Object.keys(commands), 'help'].sort());
    } finally {
      process.chdir(before);
    }
  });

  it('writes no file of the withheld, by whatever form of a command', async () => {
    const folder = temporaryFolder();
    const file = `${folder}/lab.tandem`;
    await done('create', '--scenario', 'first-day', '--out', file, '--no-hash');
    await done('withhold', file, 'authority');
    const { json } = await run('authority', file, '--csv', `${folder}/matrix.csv`);
    expect(json.error).toMatchObject({ code: 'withheld', withheld: ['authority'] });
    await done('withhold', file, ...knowledgeKinds.filter((kind) => kind !== 'authority'));
    expect(readdirSync(folder).filter((name) => name.includes('.csv'))).toEqual([]);
    const written = await done('authority', file, '--csv', `${folder}/matrix.csv`);
    expect(written.rows).toBeGreaterThan(0);
    expect(written.withheld).toBeUndefined();
  });

  it('a document says nothing of what was read besides', async () => {
    const file = `${temporaryFolder()}/lab.tandem`;
    await done('create', '--scenario', 'first-day', '--out', file, '--no-hash');
    await done('withhold', file, 'all');
    expect((await done('trigger', file, 'PC-WAREHOUSE', 'machinePolicy')).withheld).toBeUndefined();
    expect((await done('funnel', file)).withheld).toEqual(['remedies']);
    expect((await done('devices', file, '--fields', 'name,model')).withheld).toBeUndefined();
    expect((await done('configure', file, 'remoteHelp', 'off')).withheld).toEqual(['expected']);
  });

  it('reads and repairs at a device no more than is open', async () => {
    const file = `${temporaryFolder()}/lab.tandem`;
    await done('create', '--scenario', 'first-day', '--out', file, '--no-hash');
    const mend = ['configure', file, 'deviceMdmBlock', 'ok', '--target', 'LAP-TOM'];
    await done('plant', file, 'mdmBlockedByPolicy', '--device', 'LAP-TOM');
    expect((await done('settings', file)).filter(({ id }: { id: string }) => id === 'deviceMdmBlock')).toHaveLength(1);
    await done('withhold', file, 'truth', 'faults');
    expect((await done('settings', file)).filter(({ id }: { id: string }) => id === 'deviceMdmBlock')).toEqual([]);
    await done('withhold', file, 'repair');
    expect((await run(...mend)).json.error).toMatchObject({ code: 'withheld', withheld: ['repair'] });
    await done('withhold', file, 'truth');
    expect(await done(...mend)).toMatchObject({ from: null, to: 'ok', withheld: ['truth'] });
    expect((await done('activities', file)).rows).toEqual([]);
    await done('withhold', file, 'none');
    expect((await done('activities', file)).rows).toMatchObject([{ kind: 'setting_changed' }]);
  });

  it('is said and lifted by withhold, and refuses what is no kind', async () => {
    const file = `${temporaryFolder()}/lab.tandem`;
    await done('create', '--scenario', 'first-day', '--out', file, '--no-hash');
    const open = await done('device', file, '1');
    expect(await done('withhold', file)).toEqual({ withheld: [] });
    expect(await done('withhold', file, 'all')).toEqual({ withheld: knowledgeKinds });
    expect(await done('withhold', file, 'Hash', 'truth')).toEqual({ withheld: ['truth', 'hash'] });
    expect(await done('withhold', file)).toEqual({ withheld: ['truth', 'hash'] });
    expect((await run('withhold', file, 'nonsense')).json.error.code).toBe('usage');
    expect((await run('withhold', file, 'all', 'truth')).json.error.code).toBe('usage');
    const closed = await done('device', file, '1');
    expect(closed.withheld).toEqual(['truth']);
    expect(closed.truth).toMatchObject({
      name: open.truth.name,
      model: open.truth.model,
      online: null,
      osVersion: null,
    });
    expect(closed.truth.nextOnline).toEqual(open.truth.nextOnline);
    await done('withhold', file, 'expected');
    expect((await run('actions', file, '--filter', 'reason=offline')).json.error.code).toBe('withheld');
    expect((await run('actions', file, '--filter', 'state=pending')).exitCode).toBe(0);
    expect(await done('withhold', file, 'none')).toEqual({ withheld: [] });
    expect(await done('device', file, '1')).toEqual(open);
  });
});
