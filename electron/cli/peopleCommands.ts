/** @file Commands for people: operator create|list|card, member add|remove|list, policy show|set. */
import { writeFileSync } from 'node:fs';
import { Failure } from '../core/failure.ts';
import { authorityFields } from '../core/firstPolicy.ts';
import type { Policy } from '../core/policy.ts';
import { everyRole, roleWords } from '../core/role.ts';
import { addMember, membersOf, policyOf, removeMember, setPolicy } from '../engine/members.ts';
import { chooseOperator, createOperator, listOperators, readCard } from '../engine/operators.ts';
import { choice, choices, inCase, list, text, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';

export const operatorCreate: Command = {
  usage: 'operator create <name>',
  summary: 'makes a person’s key on this machine, under a passphrase of their own',
  words: [1, 1],
  options: {},
  async run({ home, positionals, passphrase }) {
    const { name, publicKey } = await createOperator(home, positionals[0]!, await passphrase());
    return { json: { operator: { name, publicKey } }, text: `${name} has a key on this machine now: ${publicKey}\nWithout the passphrase nobody can open it, not even whoever administers this machine. There is no way to reset it.`, exit: 0 };
  },
};

export const operatorList: Command = {
  usage: 'operator list',
  summary: 'the people whose keys are on this machine',
  words: [0, 0],
  options: {},
  async run({ home }) {
    const operators = listOperators(home).map(({ name, publicKey }) => ({ name, publicKey }));
    return { json: { operators }, text: operators.length === 0 ? 'No operator has a key on this machine.' : table(['name', 'public key'], operators.map(({ name, publicKey }) => [name, publicKey])), exit: 0 };
  },
};

export const operatorCard: Command = {
  usage: 'operator card [name] --to FILE',
  summary: 'writes what another machine needs to make this person a member; holds no secret',
  words: [0, 1],
  options: { to: { kind: 'text', value: 'FILE', required: true, says: 'a file that does not exist yet' } },
  async run({ home, flags, positionals }) {
    const { name, publicKey, sealingKey } = chooseOperator(home, positionals[0] ?? null);
    const file = text(flags, 'to')!;
    try {
      writeFileSync(file, `${JSON.stringify({ name, publicKey, sealingKey })}\n`, { flag: 'wx' });
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      throw code === 'EEXIST' ? new Failure('file-exists', { file }) : new Failure('file-unwritable', { file, reason: message }, { cause });
    }
    return { json: { operator: { name, publicKey, sealingKey }, file }, text: `The card of ${name} is in ${file}. Read the public key out to whoever takes it in: ${publicKey}`, exit: 0 };
  },
};

export const memberAdd: Command = {
  usage: 'member add <folder> --role ROLE... --name NAME | --card FILE',
  summary: 'makes a person a member of the case, with roles',
  words: [1, 1],
  options: {
    name: { kind: 'text', value: 'NAME', says: 'an operator whose key is on this machine' },
    card: { kind: 'text', value: 'FILE', says: 'the card of an operator of another machine' },
    role: { kind: 'list', value: 'ROLE', required: true, says: `what they are there for, each with its own --role: ${everyRole.join(', ')}` },
  },
  async run(context) {
    const { flags, home } = context;
    const name = text(flags, 'name');
    const card = text(flags, 'card');
    if ((name === undefined) === (card === undefined)) throw new UsageError('give --name or --card, not both');
    const held = choices(flags, 'role', everyRole);
    return inCase(context, 'unlocked', async (opened) => {
      const { name: n, publicKey, sealingKey } = card === undefined ? chooseOperator(home, name!) : readCard(card);
      const member = addMember(opened, { name: n, publicKey, sealingKey }, held);
      return { json: { member }, text: `${member.name} is a member now: ${roleWords(member.roles)}${card === undefined ? '' : `\nCompare the key with the one that they read out to you: ${member.publicKey}. Nothing else shows whose it is.`}`, exit: 0 };
    });
  },
};

export const memberRemove: Command = {
  usage: 'member remove <folder> --name NAME --reason TEXT',
  summary: 'ends a membership; what the person did stays in the record',
  words: [1, 1],
  options: { name: { kind: 'text', value: 'NAME', required: true, says: 'the member' }, reason: { kind: 'text', value: 'TEXT', required: true, says: 'why' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const name = text(context.flags, 'name')!;
      removeMember(opened, name, text(context.flags, 'reason')!);
      return { json: { removed: name }, text: `${name} is a member no more and can add nothing to this case.`, exit: 0 };
    }),
};

export const memberList: Command = {
  usage: 'member list <folder>',
  summary: 'who may work on the case, and who could',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const members = membersOf(opened.db);
      const rows = members.map((m) => [m.name, roleWords(m.roles), m.addedAt, m.addedBy, m.removedAt ?? '', m.publicKey]);
      return { json: { members }, text: table(['name', 'roles', 'added', 'by', 'removed', 'public key'], rows), exit: 0 };
    }),
};

export const policyShow: Command = {
  usage: 'policy show <folder>',
  summary: 'what the case demands before anybody is searched for',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const policy = policyOf(opened.db);
      return { json: { policy }, text: policyText(policy), exit: 0 };
    }),
};

export const policySet: Command = {
  usage: 'policy set <folder> [--condition TEXT --document TITLE --document-version V] [--second-person yes|no] [--require FIELD...] [--basis-before-indexing yes|no]',
  summary: 'changes the policy of the case; every version stays in the record',
  words: [1, 1],
  options: {
    condition: { kind: 'text', value: 'TEXT', says: 'Schedule 8 condition (Data Protection Act 2018) under which faces in this footage are processed' },
    document: { kind: 'text', value: 'TITLE', says: 'the policy document that section 42 asks for' },
    'document-version': { kind: 'text', value: 'V', says: 'its version' },
    'second-person': { kind: 'text', value: 'yes|no', says: 'whether somebody else than who asked has to grant' },
    require: { kind: 'list', value: 'FIELD', says: `what an authority has to state, each with its own --require: ${authorityFields.join(', ')}` },
    'basis-before-indexing': { kind: 'text', value: 'yes|no', says: 'whether footage may be indexed only when condition and document are stated' },
  },
  async run(context) {
    const { flags } = context;
    const [condition, title, version] = [text(flags, 'condition'), text(flags, 'document'), text(flags, 'document-version')];
    if ((title === undefined) !== (version === undefined)) throw new UsageError('--document and --document-version belong together');
    const [second, before] = [choice(flags, 'second-person', ['yes', 'no']), choice(flags, 'basis-before-indexing', ['yes', 'no'])];
    return inCase(context, 'unlocked', async (opened) => {
      const { basis } = policyOf(opened.db);
      const policy = setPolicy(opened, {
        ...(second === undefined ? {} : { secondPersonGrants: second === 'yes' }),
        ...(before === undefined ? {} : { basisBeforeIndexing: before === 'yes' }),
        ...(list(flags, 'require').length === 0 ? {} : { required: choices(flags, 'require', authorityFields) }),
        basis: { condition: condition ?? basis.condition, document: title === undefined ? basis.document : { title, version: version! } },
      });
      return { json: { policy }, text: policyText(policy), exit: 0 };
    });
  },
};

function policyText({ version, secondPersonGrants, required, basisBeforeIndexing, basis }: Policy): string {
  return [
    `Policy, version ${version}`,
    `  An authority states: ${required.join(', ') || 'nothing in particular'}`,
    `  ${secondPersonGrants ? 'A second person grants it.' : 'Who asks may grant it.'} Who searches can never have granted the authority.`,
    `  Schedule 8 condition: ${basis.condition ?? 'not stated'}`,
    `  Policy document: ${basis.document === null ? 'not stated' : `${basis.document.title}, version ${basis.document.version}`}`,
    `  ${basisBeforeIndexing ? 'Footage is indexed only when both are stated.' : 'Footage may be indexed without them.'}`,
  ].join('\n');
}
