import { serverRoles } from '../../../shared/servers/words.ts';
import { serverName } from '../../simulation/kernel/hosts.ts';
import { administratorOf } from '../engine/administrator.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { worldOf } from '../engine/world.ts';
import { accountAt } from './facts.ts';

export const serverViews: ViewsOf<'servers'> = {
  list(db) {
    const { site } = worldOf(db);
    const account = accountAt(site.netbios_domain, administratorOf(db));
    return serverRoles.map((role) => ({ role, name: serverName(role, site), domain: site.domain, account }));
  },
};
