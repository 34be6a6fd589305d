import { legacyAgentCode } from '../../../shared/settings/device.ts';
import { denied, own, setOwn } from './elevated.ts';
import { switchOf } from './parse.ts';
import { answer, type Answer, type Command, type Terminal } from './terminal.ts';

/** Services that join, enrollment and client need; states are those of a device in order. */
type Service = {
  name: string;
  display: string;
  isRunning: (terminal: Terminal) => boolean;
  start: 'AUTO_START' | 'DEMAND_START';
};
const known: readonly Service[] = [
  {
    name: 'dmwappushservice',
    display: 'Device Management Wireless Application Protocol (WAP) Push message Routing Service',
    isRunning: () => false,
    start: 'DEMAND_START',
  },
  {
    name: 'ccmexec',
    display: 'SMS Agent Host',
    isRunning: ({ facts }) => facts.device.client_health === 'ok',
    start: 'AUTO_START',
  },
  {
    name: 'dmenrollmentsvc',
    display: 'Device Management Enrollment Service',
    isRunning: () => false,
    start: 'DEMAND_START',
  },
  { name: 'bits', display: 'Background Intelligent Transfer Service', isRunning: () => true, start: 'AUTO_START' },
  { name: 'wuauserv', display: 'Windows Update', isRunning: () => true, start: 'DEMAND_START' },
];

/** ERROR_SERVICE_DOES_NOT_EXIST, ERROR_SERVICE_EXISTS, ERROR_SERVICE_ALREADY_RUNNING. */
const codes = { missing: 1060, exists: 1073, running: 1056 } as const;

function serviceOf(terminal: Terminal, name: string): Service | undefined {
  const found = known.find((service) => service.name === name.toLowerCase());
  if (found?.name === 'dmwappushservice' && own(terminal, 'deviceProvisioning') === 'missing') return undefined;
  if (found?.name === 'ccmexec' && terminal.facts.device.client_version === null) return undefined;
  return found;
}
const missing = (verb: string): Answer =>
  answer(
    `[SC] ${verb} FAILED ${codes.missing}:\n\nThe specified service does not exist as an installed service.`,
    codes.missing,
  );

export const services: Record<string, Command> = {
  sc: {
    usage:
      'sc query|qc NAME | sc config NAME start= auto|demand|disabled | sc create NAME binPath= "…" | sc start NAME',
    about: 'Shows and sets up services.',
    run: (terminal, { args }) => {
      const [verb = '', name = ''] = args;
      if (name === '') return answer('DESCRIPTION:\n        SC is a command line program that controls services.', 1);
      const service = serviceOf(terminal, name);
      switch (verb.toLowerCase()) {
        case 'query':
          return service ? answer(stateOf(terminal, service)) : missing('EnumQueryServicesStatus:OpenService');
        case 'qc':
          return service ? answer(configOf(service)) : missing('OpenService');
        case 'config':
          if (!terminal.isElevated) return denied();
          return service ? answer('[SC] ChangeServiceConfig SUCCESS') : missing('OpenService');
        case 'start':
          return start(terminal, service, (text) => `[SC] StartService ${text}`);
        case 'create':
          if (!terminal.isElevated) return denied();
          if (service)
            return answer(
              `[SC] CreateService FAILED ${codes.exists}:\n\nThe specified service already exists.`,
              codes.exists,
            );
          if (name.toLowerCase() !== 'dmwappushservice')
            return answer('Refused: the lab keeps only the services that join, enrollment and client need.', 1);
          return setOwn(terminal, 'deviceProvisioning', 'ok', '[SC] CreateService SUCCESS');
        default:
          return answer(`ERROR:  Unrecognized command`, 1);
      }
    },
  },
  net: {
    usage: 'net start|stop NAME',
    about: 'Starts and stops services.',
    run: (terminal, { args }) => {
      const [verb = '', name = ''] = args;
      if (!/^(start|stop)$/i.test(verb) || name === '')
        return answer('The syntax of this command is:\n\nNET [ START | STOP ]', 1);
      const service = serviceOf(terminal, name);
      if (!service)
        return answer('The service name is invalid.\n\nMore help is available by typing NET HELPMSG 2185.', 2);
      if (!terminal.isElevated) return answer('System error 5 has occurred.\n\nAccess is denied.', 2);
      const verbed = verb.toLowerCase() === 'start' ? 'started' : 'stopped';
      return answer(`The ${service.display} service was ${verbed} successfully.`);
    },
  },
  msiexec: {
    usage: `msiexec /x {PRODUCT} [/qn]`,
    about: 'Uninstalls a product.',
    run: (terminal, { args }) => {
      const at = args.findIndex((word) => switchOf(word)?.startsWith('x') === true);
      const code = at < 0 ? undefined : args[at]!.slice(2) || args[at + 1];
      if (code === undefined) return answer('Usage: msiexec /x {PRODUCT} [/qn]', 1639);
      const isKnown = code.toUpperCase() === legacyAgentCode && own(terminal, 'deviceMdmBlock') === 'legacyAgent';
      // ERROR_UNKNOWN_PRODUCT
      if (!isKnown) return answer('This action is only valid for products that are currently installed.', 1605);
      return setOwn(terminal, 'deviceMdmBlock', 'ok', '');
    },
  },
};

function start(terminal: Terminal, service: Service | undefined, said: (text: string) => string): Answer {
  if (!service) return answer(said(`OpenService FAILED ${codes.missing}`), codes.missing);
  if (!terminal.isElevated) return denied();
  if (service.isRunning(terminal))
    return answer(said(`FAILED ${codes.running}: An instance of the service is already running.`), codes.running);
  return answer(said('START_PENDING'));
}

const stateOf = (terminal: Terminal, service: Service): string =>
  [
    '',
    `SERVICE_NAME: ${service.name}`,
    '        TYPE               : 30  WIN32',
    `        STATE              : ${service.isRunning(terminal) ? '4  RUNNING' : '1  STOPPED'}`,
    '        WIN32_EXIT_CODE    : 0  (0x0)',
  ].join('\n');
const configOf = ({ name, display, start: type }: Service): string =>
  [
    '[SC] QueryServiceConfig SUCCESS',
    '',
    `SERVICE_NAME: ${name}`,
    `        START_TYPE         : ${type === 'AUTO_START' ? 2 : 3}   ${type}`,
    `        DISPLAY_NAME       : ${display}`,
  ].join('\n');
