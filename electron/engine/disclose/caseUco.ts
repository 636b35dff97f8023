/**
 * @file The actions of a bundle in CASE/UCO 1.4.0 (JSON-LD), for other tools. The ontology has no class for footage as such: an exhibit is
 * a File with its name and hash. Ids are made of content, so that the same record gives the same text. Pure.
 */
import { createHash } from 'node:crypto';
import type { Disclosure } from '../../core/disclosure.ts';

type Node = Readonly<Record<string, unknown>>;

const context = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-analysis': 'https://ontology.unifiedcyberontology.org/uco/analysis/',
  'uco-configuration': 'https://ontology.unifiedcyberontology.org/uco/configuration/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** The graph: the investigation, its authorities, exhibits, receipts, indexings, searches and what they gave. */
export function caseUco({ case: facts, members, exhibits, searches, made }: Omit<Disclosure, 'entries'>): Node {
  const id = (...key: readonly string[]): { readonly '@id': string } => ({ '@id': `urn:uuid:${uuid([facts.id, ...key].join('\n'))}` });
  const who = (publicKey: string) => id('person', publicKey);
  const keyOf = (name: string) => members.find((member) => member.name === name)?.publicKey ?? name;
  const software = [...new Set([made.software, ...searches.map(({ request }) => request.software)])];
  const authorities = [...new Map(searches.map(({ authority }) => [authority.authority, authority])).values()];
  const file = (key: string, name: string, sha256: string, bytes: number | null): Node => ({
    ...id('file', key), '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      { ...id('file-facet', key), '@type': 'uco-observable:FileFacet', 'uco-observable:fileName': name, ...(bytes === null ? {} : { 'uco-observable:sizeInBytes': integer(bytes) }) },
      { ...id('content-facet', key), '@type': 'uco-observable:ContentDataFacet', 'uco-observable:hash': [{ ...id('hash', key), '@type': 'uco-types:Hash', 'uco-types:hashMethod': { '@type': 'uco-vocabulary:HashNameVocab', '@value': 'SHA256' }, 'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': sha256.toUpperCase() } }] },
    ],
  });
  const record = (key: string, exhibit: string, about: readonly Node[]): Node => ({ ...id('record', key), '@type': 'case-investigation:ProvenanceRecord', 'case-investigation:exhibitNumber': exhibit, 'uco-core:object': about });
  const action = (key: string, name: string, at: string, performer: Node, more: Node): Node => ({
    ...id('action', key), '@type': 'case-investigation:InvestigativeAction', 'uco-core:name': name, 'uco-action:startTime': time(at), 'uco-action:performer': performer, ...more,
  });

  const graph: Node[] = [
    ...members.map((member): Node => ({ ...who(member.publicKey), '@type': 'uco-identity:Person', 'uco-core:name': member.name, 'uco-core:description': [`Signing key ${member.publicKey}; roles: ${member.roles.join(', ')}`] })),
    ...software.map((name): Node => ({ ...id('tool', name), '@type': 'uco-tool:AnalyticTool', 'uco-core:name': name.split(' ')[0], 'uco-tool:version': name.split(' ').slice(1).join(' ') })),
    ...authorities.map((a): Node => ({
      ...id('authority', a.authority), '@type': 'case-investigation:Authorization', 'case-investigation:authorizationIdentifier': [a.authority], 'case-investigation:authorizationType': 'authority to search by face',
      ...(a.offence === null ? {} : { 'uco-core:description': [a.offence] }), ...(a.granted ? { 'uco-core:startTime': time(a.granted.at) } : {}), 'uco-core:endTime': time(a.ended?.at ?? a.expires),
    })),
    ...exhibits.flatMap(({ exhibit, receivedBy }): Node[] => [
      file(exhibit.id, exhibit.name, exhibit.sha256, exhibit.bytes),
      action(`receipt ${exhibit.id}`, 'received', exhibit.receivedAt, who(receivedBy.publicKey), { 'uco-action:instrument': [id('tool', made.software)], 'uco-action:object': [id('file', exhibit.id)], 'uco-action:result': [id('record', exhibit.id)] }),
      record(exhibit.id, exhibit.reference, [id('file', exhibit.id)]),
    ]),
    ...searches.flatMap((search): Node[] => {
      const { id: number, request, answered, probes, result } = search;
      const used = [...new Set(request.footage.map(({ footage }) => exhibits.find((each) => each.footage.some((f) => f.footage.id === footage))?.exhibit.id))].filter((each) => each !== undefined);
      const settings = { pack: `${request.pack.id} ${request.pack.version} ${request.pack.digest}`, limit: String(request.limit), threshold: String(request.threshold), minimumQuality: String(request.asked.minimumQuality) };
      const images = probes.flatMap(({ probe, image }) => (probe && image ? [{ id: probe.id, name: probe.imageName, sha256: image.sha256 }] : []));
      return [
        ...images.map((image) => file(`${number} ${image.id}`, image.name, image.sha256, null)),
        {
          ...id('configured', number), '@type': 'uco-tool:ConfiguredTool', 'uco-core:name': request.software, 'uco-configuration:isConfigurationOf': id('tool', request.software),
          'uco-configuration:usesConfiguration': {
            ...id('configuration', number), '@type': 'uco-configuration:Configuration',
            'uco-configuration:configurationEntry': Object.entries(settings).map(([name, value]) => ({ ...id('setting', number, name), '@type': 'uco-configuration:ConfigurationEntry', 'uco-configuration:itemName': name, 'uco-configuration:itemValue': [value] })),
          },
        },
        {
          ...id('search', number), '@type': ['case-investigation:InvestigativeAction', 'uco-analysis:Analysis'], 'uco-core:name': `search ${number}`, 'uco-action:startTime': time(search.requestedAt),
          ...(answered ? { 'uco-action:endTime': time(answered.at) } : {}), 'uco-action:performer': who(search.requestedBy.publicKey), 'uco-action:instrument': [id('configured', number)],
          'uco-action:object': [...used.map((exhibit) => id('file', exhibit)), ...images.map((image) => id('file', `${number} ${image.id}`))], 'uco-action:result': result ? [id('result', number)] : [],
        },
        ...(result === null ? [] : [{
          ...id('result', number), '@type': 'uco-analysis:AnalyticResult', 'uco-analysis:originatingAnalysis': id('search', number),
          'uco-core:statement': [`Candidates listed: ${result.answers.map(({ candidates }) => candidates.length).join(', ')}. A candidate is a lead for people to examine, not an identification.`],
        }]),
        ...search.lineups.flatMap(({ lineup, reviews }) => reviews.flatMap(({ reviewer, decisions }) => decisions.map((decision) =>
          action(`decision ${decision.decision}`, `decision ${decision.decision} on line-up ${lineup}: ${decision.conclusion}`, decision.at, who(keyOf(reviewer)), { 'uco-action:object': result ? [id('result', number)] : [] }),
        ))),
      ];
    }),
    action(`bundle ${made.at}`, 'disclosure bundle made', made.at, who(made.by.publicKey), { 'uco-action:instrument': [id('tool', made.software)], 'uco-action:object': exhibits.map(({ exhibit }) => id('record', exhibit.id)) }),
  ];
  const investigation: Node = {
    ...id('investigation'), '@type': 'case-investigation:Investigation', 'uco-core:name': `${facts.reference}: ${facts.name}`, 'case-investigation:investigationForm': 'case',
    'case-investigation:relevantAuthorization': authorities.map((a) => id('authority', a.authority)), 'uco-core:object': graph.filter((node) => String(node['@type']).includes('Investig') || node['@type'] === 'case-investigation:ProvenanceRecord').map((node) => ({ '@id': node['@id'] })),
  };
  return { '@context': context, '@graph': [investigation, ...graph] };
}

function time(at: string): Node {
  return { '@type': 'xsd:dateTime', '@value': at };
}

function integer(value: number): Node {
  return { '@type': 'xsd:integer', '@value': String(value) };
}

/** A UUID of version 8 (RFC 9562, 5.8): bits of a SHA-256. */
function uuid(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
