/** What is known of an app that companies connect: the words its connections, resources and privileges use. */
export interface App {
  readonly app: string
  readonly connectionType: string
  /** Name parts; `{department}` and `{word}` are filled in by the tenant. */
  readonly connections: readonly string[]
  readonly resourceType: string
  readonly resources: readonly string[]
  readonly privileges: readonly string[]
  /** The fields that SCIM provisioning sends to it; the documentation's sample shows the first three apps'. */
  readonly scimFields: readonly string[]
}

export const apps: readonly App[] = [
  {
    app: 'github',
    connectionType: 'team',
    connections: ['Core {department}', '{department}-all', '{word} team', '{department} on-call'],
    resourceType: 'repository',
    resources: ['{word}-api', '{word}-web', '{word}-infra', 'docs-{word}'],
    privileges: ['admin', 'maintain', 'push', 'triage', 'pull'],
    scimFields: [],
  },
  {
    app: 'google',
    connectionType: 'group',
    connections: ['{department}', 'all-{department}', '{word}-announce', '{department}-leads'],
    resourceType: 'drive',
    resources: ['{department} shared drive', 'Board, minutes and "{word}" papers', '{word} archive'],
    privileges: ['organizer', 'fileOrganizer', 'writer', 'commenter', 'reader'],
    scimFields: ['firstName', 'lastName', 'password', 'username'],
  },
  {
    app: 'aws',
    connectionType: 'group',
    connections: ['customers', 'support', '{department}-power-users', '{word}-read-only'],
    resourceType: 'account',
    resources: ['{word}-production', '{word}-staging', '{word}-sandbox'],
    privileges: ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit'],
    scimFields: ['username'],
  },
  {
    app: 'datadog',
    connectionType: 'role',
    connections: ['Datadog Admin Role', 'Datadog Standard Role', 'Datadog Read Only Role', '{department} observers'],
    resourceType: 'dashboard',
    resources: ['{word} latency', '{word} errors', '{department} overview'],
    privileges: ['dashboards_write', 'monitors_write', 'logs_read_data', 'api_keys_read'],
    scimFields: ['email', 'name'],
  },
  {
    app: 'okta',
    connectionType: 'group',
    connections: ['Everyone', '{department} staff', '{word} contractors', 'MFA exempt {word}'],
    resourceType: 'application',
    resources: ['{word} portal', '{word} intranet', 'VPN {word}'],
    privileges: ['superAdmin', 'appAdmin', 'helpDeskAdmin', 'readOnlyAdmin'],
    scimFields: ['email', 'login'],
  },
  {
    app: 'slack',
    connectionType: 'channel',
    connections: ['proj-{word}', 'team-{department}', 'help-{department}', 'incident-{word}'],
    resourceType: 'workspace',
    resources: ['{department} workspace', 'Guests of {word}'],
    privileges: ['admin', 'owner', 'restricted', 'billing'],
    scimFields: ['displayName', 'userName'],
  },
  {
    app: 'salesforce',
    connectionType: 'profile',
    connections: ['Standard User', 'System Administrator', '{department} profile', 'Partner {word}'],
    resourceType: 'object',
    resources: ['Accounts of {word}', 'Opportunities, {department}', 'Forecast {word}'],
    privileges: ['ModifyAllData', 'ViewAllData', 'ApiEnabled', 'ManageUsers'],
    scimFields: ['alias', 'username'],
  },
  {
    app: 'jira',
    connectionType: 'group',
    connections: ['jira-software-users', 'jira-admins-{word}', '{department} planners'],
    resourceType: 'project',
    resources: ['{word} roadmap', '{department} backlog', 'Über-{word}'],
    privileges: ['ADMINISTER_PROJECTS', 'BROWSE_PROJECTS', 'CREATE_ISSUES', 'RESOLVE_ISSUES'],
    scimFields: ['emailAddress'],
  },
  {
    app: 'snowflake',
    connectionType: 'role',
    connections: ['ACCOUNTADMIN', 'SYSADMIN', 'ANALYST_{word}', '{department} loader'],
    resourceType: 'warehouse',
    resources: ['WH_{word}', 'WH_{department}'],
    privileges: ['USAGE', 'OPERATE', 'MONITOR', 'MODIFY'],
    scimFields: ['defaultRole', 'loginName'],
  },
  {
    app: 'azure',
    connectionType: 'role',
    connections: ['Owner', 'Contributor', 'Reader', '{department} operators'],
    resourceType: 'subscription',
    resources: ['{word} production', '{word} development'],
    privileges: ['write', 'delete', 'action', 'read'],
    scimFields: ['mailNickname', 'userPrincipalName'],
  },
]
