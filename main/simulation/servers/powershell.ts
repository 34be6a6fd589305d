import type { ServerRole } from '../../../shared/servers/words.ts';
import { graphCmdlets } from '../desktop/powershell/graph.ts';
import { runPipeline, type PsAnswer } from '../desktop/powershell/pipeline.ts';
import { directoryCmdlets } from './directory.ts';
import type { Deed, ServerCmdlet, ServerFacts } from './facts.ts';
import { groupPolicyCmdlets } from './group-policy.ts';
import { providerCmdlets } from './provider.ts';
import { syncCmdlets } from './sync.ts';

const ofRole: Record<ServerRole, (facts: ServerFacts) => ServerCmdlet[]> = {
  siteServer: providerCmdlets,
  domainController: (facts) => [...directoryCmdlets(facts), ...groupPolicyCmdlets(facts)],
  entraConnect: syncCmdlets,
};

/** Modules that the steps import first; nothing has to be loaded here. */
const modules = ['ADSync', 'ActiveDirectory', 'ConfigurationManager', 'GroupPolicy'];
const importModule: ServerCmdlet = {
  name: 'Import-Module',
  about: 'Loads a module.',
  takes: ['Name'],
  run: ({ options }) => {
    const name = options.get('name') ?? '';
    if (modules.some((known) => known.toLowerCase() === name.toLowerCase())) return { text: '' };
    return {
      text: `Import-Module : The specified module '${name}' was not loaded because no valid module file was found in any module directory.`,
    };
  },
};

/** Runs one line of Windows PowerShell at a server. */
export const runAtServer = (
  facts: ServerFacts,
  line: string,
  carryOut: (deeds: readonly Deed[]) => void,
): PsAnswer<Deed> =>
  runPipeline<Deed>(
    {
      local: facts.local,
      computerName: facts.computerName,
      account: facts.account,
      cmdlets: [...ofRole[facts.role](facts), ...graphCmdlets<Deed>(facts.graph), importModule],
      program: (name) => (name === 'dsregcmd' ? { stdout: deviceState(facts), exitCode: 0, deeds: [] } : undefined),
      carryOut,
    },
    line,
  );

/** A server is a member of the domain and no more, as far as the lab knows. */
const deviceState = ({ domain, computerName }: ServerFacts): string => {
  const bar = `+${'-'.repeat(70)}+`;
  return [
    '',
    bar,
    '| Device State                                                         |',
    bar,
    '',
    '             AzureAdJoined : NO',
    '          EnterpriseJoined : NO',
    '              DomainJoined : YES',
    `                DomainName : ${domain.split('.')[0]!.toUpperCase()}`,
    `               Device Name : ${computerName}.${domain}`,
    '',
  ].join('\n');
};
