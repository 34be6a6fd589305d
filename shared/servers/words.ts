/** The servers at which the documented steps are done, in the order of the place. */
export const serverRoles = ['siteServer', 'domainController', 'entraConnect'] as const;
export type ServerRole = (typeof serverRoles)[number];
export const serverRoleLabels: Record<ServerRole, string> = {
  siteServer: 'Site server',
  domainController: 'Domain controller',
  entraConnect: 'Entra Connect',
};
