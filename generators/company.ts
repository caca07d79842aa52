/** Departments of a company and the titles held there. */
export const departments: readonly { readonly name: string; readonly titles: readonly string[] }[] = [
  {
    name: 'Engineering',
    titles: ['Engineer', 'Senior Engineer', 'Staff Engineer', 'Engineering Manager', 'Engineer in Test'],
  },
  { name: 'Platform', titles: ['Site Reliability Engineer', 'Platform Engineer', 'Database Administrator'] },
  { name: 'Security', titles: ['Security Analyst', 'Security Engineer', 'Chief Information Security Officer'] },
  { name: 'Data', titles: ['Data Engineer', 'Analytics Engineer', 'Data Scientist'] },
  { name: 'Product', titles: ['Product Manager', 'Group Product Manager', 'Product Analyst'] },
  { name: 'Design', titles: ['Product Designer', 'Researcher', 'Design Lead'] },
  { name: 'Sales', titles: ['Account Executive', 'Sales Engineer', 'Vice President of Sales'] },
  { name: 'Support', titles: ['Support Engineer', 'Support Lead', 'Customer Advocate'] },
  { name: 'Finance', titles: ['Accountant', 'Controller', 'Financial Analyst'] },
  { name: 'People', titles: ['Recruiter', 'People Partner', 'Head of People & Culture'] },
  { name: 'Legal', titles: ['Counsel', 'Paralegal'] },
  { name: 'Research & Development', titles: ['Research Engineer', 'Principal Scientist'] },
]

/** Why people ask for access; some are awkward on purpose: quotes, commas, line breaks, letters beyond ASCII. */
export const reasons: readonly string[] = [
  'Need to perform current job duties',
  'Joined the on-call rotation',
  'Covers for a colleague on leave',
  'Quarterly audit, read access is enough',
  'Moved to another team',
  'Customer escalation, see the ticket',
  'Migration of the legacy cluster',
  'Left the project',
  'Release manager this sprint',
  'Incident follow-up: rotate the credentials',
  'Asked for by the data owner ("temporary")',
  'Onboarding',
  'Offboarding',
  'Vertretung für die Elternzeit',
  'Accès nécessaire à la clôture de l’exercice',
  'Dostęp do środowiska testowego',
  'First line: access to staging.\nSecond line: not to production.',
  'Contract ends; remove what is left',
  'Least privilege review',
  'Proof of concept with the vendor',
]

/** Systems that requests come from, with the shape of their ids (`#` is a digit). */
export const sources: readonly { readonly name: string; readonly id: string }[] = [
  { name: 'jira', id: 'EN-######' },
  { name: 'servicenow', id: 'RITM0######' },
  { name: 'slack', id: '1693######.######' },
  { name: 'zendesk', id: '######' },
]

/** Durations as people and programs write them; each one parses in Go. */
export const durations: readonly string[] = [
  '45m0s',
  '68m0s',
  '1h',
  '90m',
  '1h30m0s',
  '4h0m0s',
  '8h',
  '12h0m0s',
  '24h0m0s',
  '72h',
  '168h0m0s',
  '720h0m0s',
]

/** What a finding attached to a role's assignment can say. */
export const labels: readonly { readonly key: string; readonly text: string; readonly types: readonly string[] }[] = [
  {
    key: 'entitlement/outlier',
    text: 'outlier',
    types: ['Unique connection', 'No role', 'No connection', 'Below threshold'],
  },
  { key: 'entitlement/unused', text: 'unused', types: ['Not used in 90 days', 'Never used'] },
  { key: 'entitlement/privileged', text: 'privileged', types: ['Administrator', 'Owner'] },
  { key: 'identity/external', text: 'external', types: ['Contractor', 'Personal e-mail'] },
]
