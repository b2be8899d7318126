import type { IForbiddenRuleType } from 'dependency-cruiser';
import {
  appSiblings,
  composeOnly,
  owners,
  pureRooms,
  siblings,
  testFiles,
  thirdParty,
} from './import-table.ts';

const anyOf = (names: readonly string[]) => `(${names.join('|')})`;
const isNpm = (name: string) => `(^|/)node_modules/(@types/)?${name}/`;
const error = 'error' as const;

/** The import table as rules of dependency-cruiser. */
export function importRules(): IForbiddenRuleType[] {
  return [
    ...generalRules(),
    ...Object.entries(siblings).map(([room, names]) => siblingRule(room, names)),
    ...Object.entries(appSiblings).map(([room, names]) => appRule(room, names)),
    ...Object.entries(thirdParty).map(([room, names]) => thirdPartyRule(room, names)),
    ...Object.entries(owners).map(([name, room]) => ownerRule(name, room)),
  ];
}

function generalRules(): IForbiddenRuleType[] {
  return [
    {
      name: 'no circles',
      severity: error,
      from: {},
      to: { circular: true },
    },
    {
      name: 'only through a door: exports in package.json',
      severity: error,
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a sibling is imported by its name',
      severity: error,
      from: { path: '^(apps|packages)/([^/]+)/' },
      to: {
        path: '^(apps|packages)/',
        pathNot: '^$1/$2/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'no app is imported',
      severity: error,
      from: { path: '^(apps|packages)/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^$1/$2/' },
    },
    {
      name: 'testkit and config are for tests',
      severity: error,
      from: { path: '^(apps|packages)/', pathNot: [testFiles, '^packages/(testkit|config)/'] },
      to: { path: '^packages/(testkit|config)/' },
    },
    {
      name: 'testing/ is for tests',
      severity: error,
      from: { path: '^(apps|packages)/', pathNot: testFiles },
      to: { path: '^(apps|packages)/.*/testing/' },
    },
    {
      name: 'config imports nothing of ours',
      severity: error,
      from: { path: '^packages/config/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/config/' },
    },
    {
      name: 'pure rooms have no input or output',
      severity: error,
      from: { path: `^packages/${anyOf(pureRooms)}/`, pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
  ];
}

function siblingRule(room: string, names: readonly string[]): IForbiddenRuleType {
  const allowed = [...names, 'testkit', 'config'];
  return {
    name: `${room} imports ${names.join(', ') || 'nothing'} of ours`,
    severity: error,
    from: { path: `^${room}/` },
    to: { path: '^packages/', pathNot: [`^${room}/`, `^packages/${anyOf(allowed)}/`] },
  };
}

function appRule(room: string, names: readonly string[]): IForbiddenRuleType {
  const allowed = [...names, 'testkit', 'config'];
  return {
    name: `${room} imports ${names.join(', ')}; ${composeOnly.join(', ')} only in compose.ts`,
    severity: error,
    from: { path: `^${room}/`, pathNot: [testFiles, '/compose\\.ts$'] },
    to: { path: '^packages/', pathNot: `^packages/${anyOf(allowed)}/` },
  };
}

function thirdPartyRule(room: string, names: readonly string[]): IForbiddenRuleType {
  return {
    name: `${room} imports ${names.join(', ') || 'nothing'} of others`,
    severity: error,
    from: { path: `^${room}/`, pathNot: testFiles },
    to: { path: '(^|/)node_modules/', pathNot: names.map(isNpm) },
  };
}

function ownerRule(name: string, room: string): IForbiddenRuleType {
  return {
    name: `only ${room} knows ${name}`,
    severity: error,
    from: { pathNot: [`^${room}/`, '^packages/testkit/', testFiles] },
    to: { path: isNpm(name) },
  };
}
