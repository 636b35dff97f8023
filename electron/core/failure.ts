/** @file Expected failures: a closed list of codes, each with the one sentence that a person reads. Anything else that is thrown is a bug. */

/** Names that come from outside are shown on one line, in quotes, with control characters visible and never longer than 120 characters. */
export function shown(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`);
  return `“${visible.length > 120 ? `${visible.slice(0, 80)} … ${visible.slice(-36)}` : visible}”`;
}

/** code -> sentence. Data carries what the sentence needs and nothing else. */
export const sentences = {
  'case-exists': (d: { folder: string }) => `The folder ${shown(d.folder)} already holds a case; choose another folder.`,
  'case-missing': (d: { folder: string }) => `There is no case in the folder ${shown(d.folder)}; make one with “case create”.`,
  'folder-in-use': (d: { folder: string }) => `The folder ${shown(d.folder)} already holds something else; choose a new or empty folder.`,
  'folder-unusable': (d: { folder: string; reason: string }) => `The folder ${shown(d.folder)} cannot be used: ${d.reason}.`,
  'case-damaged': (d: { folder: string; reason: string }) => `The record of the case in ${shown(d.folder)} cannot be read: ${d.reason}. Nothing was changed.`,
  'case-newer': (d: { folder: string; version: number; known: number }) => `The case in ${shown(d.folder)} was written by a newer version (format ${d.version}; this one knows ${d.known}). Nothing was changed.`,
  'case-busy': (d: { folder: string }) => `Another process is writing to the case in ${shown(d.folder)} and did not finish in time; try again.`,
  'entry-unknown': (d: { entry: number }) => `The ledger has no entry ${d.entry} yet.`,
  'case-locked': (d: { folder: string }) => `The case in ${shown(d.folder)} is open for reading only; its key was not unlocked.`,
  'case-details': (d: { field: string }) => `A case needs a ${d.field}; it was left empty.`,
  'disk-full': (d: { folder: string }) => `The disk of ${shown(d.folder)} is full. Nothing was half-written; make room and do it again.`,
  'operator-unknown': (d: { name: string; known: readonly string[] }) =>
    d.known.length === 0 ? 'No operator has a key on this machine; “operator create” or “case create” makes the first one.' : `No operator ${shown(d.name)} has a key on this machine; there are: ${d.known.map(shown).join(', ')}.`,
  'operator-unclear': (d: { known: readonly string[] }) => `Several operators have keys on this machine (${d.known.map(shown).join(', ')}); say who you are.`,
  'operator-exists': (d: { name: string }) => `An operator named ${shown(d.name)} has a key on this machine already.`,
  'operator-no-member': (d: { name: string }) => `The operator ${shown(d.name)} is not a member of this case.`,
  'passphrase-wrong': (d: { name: string }) => `The passphrase does not open the key of ${shown(d.name)}.`,
  'key-missing': (d: { file: string }) => `The key file ${shown(d.file)} is missing or cannot be read.`,
  'key-damaged': (d: { file: string }) => `The key file ${shown(d.file)} is damaged; take it from a copy.`,
  'key-foreign': (d: { file: string }) => `The key file ${shown(d.file)} holds another key than this one should.`,
  'clock-malformed': (d: { text: string; expected: string }) => `${shown(d.text)} does not say a clock's time; expected ${d.expected}.`,
  'exhibit-missing': (d: { name: string; path: string }) => `The exhibit file ${shown(d.name)} is no longer at ${shown(d.path)}, or cannot be read.`,
  'exhibit-changed': (d: { name: string; path: string; received: string; now: string }) =>
    `The exhibit file ${shown(d.name)} has changed since its receipt: SHA-256 was ${d.received} and is now ${d.now}. It is not used.`,
  'exhibit-details': (d: { field: string; expected: string }) => `The ${d.field} of an exhibit ${d.expected}.`,
  'exhibit-already-received': (d: { name: string; reference: string; as: string }) => `${shown(d.name)} was received already, as ${shown(d.as)} under ${shown(d.reference)}: the same bytes.`,
  'file-missing': (d: { name: string }) => `There is no file ${shown(d.name)}.`,
  'file-folder': (d: { name: string }) => `${shown(d.name)} is a folder; name the files in it.`,
  'file-link': (d: { name: string }) => `${shown(d.name)} is a link; name the file itself, so that it is clear which one was received.`,
  'file-special': (d: { name: string }) => `${shown(d.name)} is a device, pipe or socket, not a file.`,
  'file-empty': (d: { name: string }) => `${shown(d.name)} is empty (0 bytes).`,
  'file-unreadable': (d: { name: string; reason: string }) => `${shown(d.name)} cannot be read: ${d.reason}.`,
  'file-changing': (d: { name: string }) => `${shown(d.name)} changed while it was being read; receive it when nothing writes to it any more.`,
  'calibration-unreadable': (d: { file: string; reason: string }) => `The calibration ${shown(d.file)} cannot be used: ${d.reason}. Measure again with “calibrate”.`,
  'labelled-folder': (d: { folder: string; reason: string }) => `${shown(d.folder)} cannot be measured on: ${d.reason}.`,
  'people-few': (d: { people: number; needed: number }) => `The folder has faces of ${d.people} ${d.people === 1 ? 'person' : 'people'} that can be compared, and ${d.needed} are needed; folders that look like one person’s count once. Nothing was compared or recorded.`,
  'image-unreadable': (d: { name: string; reason: string }) => `${shown(d.name)} cannot be read as a picture: ${d.reason}.`,
  'probe-no-face': (d: { name: string }) => `No face was found in ${shown(d.name)}. Nothing was added.`,
  'probe-several-faces': (d: { name: string; faces: readonly { readonly number: number; readonly box: readonly number[]; readonly widthPx: number }[] }) =>
    `${d.faces.length} faces were found in ${shown(d.name)}; choose one with --face: ${d.faces.map((f) => `${f.number} at ${f.box.map(Math.round).join(',')} (${Math.round(f.widthPx)} px wide)`).join('; ')}.`,
  'probe-face-number': (d: { asked: number; found: number }) => `There is no face number ${d.asked}; ${d.found} ${d.found === 1 ? 'was' : 'were'} found, counted from 1.`,
  'probe-unsearchable': (d: { name: string; reason: string }) => `The face in ${shown(d.name)} cannot be searched for: ${d.reason}.`,
  'probe-unknown': (d: { probe: string }) => `This case has no probe ${shown(d.probe)}.`,
  'track-unknown': (d: { track: string }) => `This case has no track ${shown(d.track)}.`,
  'footage-unknown': (d: { footage: string }) => `This case has no footage ${shown(d.footage)}.`,
  'exhibit-unknown': (d: { exhibit: string }) => `This case has no exhibit ${shown(d.exhibit)}; neither its id nor its reference.`,
  'camera-unknown': (d: { camera: string }) => `This case has no camera ${shown(d.camera)}.`,
  'window-reversed': (d: { from: string; to: string }) => `The time window ends (${d.to}) before it begins (${d.from}).`,
  'nothing-to-index': () => 'There is no footage to index; receive an exhibit first.',
  'nothing-indexed': (d: { pack: string }) => `No footage in the scope is indexed with the pack ${shown(d.pack)}; run “index” first.`,
  'index-running': () => 'Another process is indexing this case; wait for it or stop it.',
  'indexer-died': (d: { detail: string }) => `The indexer process ended before its work was done (${d.detail}). What was acknowledged is kept; the same command goes on from there.`,
  'index-inconsistent': (d: { detail: string }) => `The vector index disagrees with the record and could not be made again: ${d.detail}.`,
  'file-unwritable': (d: { file: string; reason: string }) => `The file ${shown(d.file)} cannot be written: ${d.reason}. Nothing was recorded.`,
  'file-exists': (d: { file: string }) => `The file ${shown(d.file)} exists already and is not overwritten.`,
  'ticks-missing': (d: { ticks: string }) => `The footage has no frame at exactly ${d.ticks} ticks.`,
  'passphrase-unreadable': (d: { file: string; reason: string }) => `The passphrase cannot be read from ${shown(d.file)}: ${d.reason}.`,
  'passphrase-missing': () => 'The passphrase is missing: set RETRACE_PASSPHRASE, give --passphrase-file, or run this in a terminal to be asked for it.',
  'pack-changed': (d: { pack: string; expected: string; found: string }) => `The pack ${shown(d.pack)} is not the one the run began with: its digest was ${d.expected} and is now ${d.found}.`,
  'footage-unreadable': (d: { path: string; reason: string }) => `The file ${shown(d.path)} cannot be read (${d.reason}).`,
  'footage-not-a-file': (d: { path: string }) => `${shown(d.path)} is a folder or a device, not a file.`,
  'footage-empty': (d: { path: string }) => `The file ${shown(d.path)} is empty.`,
  'footage-not-video': (d: { path: string; reason: string }) => `The file ${shown(d.path)} is not a video in a format that is accepted, or its beginning or its index is missing (${d.reason}).`,
  'footage-refers-elsewhere': (d: { path: string }) => `The file ${shown(d.path)} is a text such as a play list, which may refer to other files; it is not opened.`,
  'footage-no-video': (d: { path: string }) => `The file ${shown(d.path)} holds no video stream.`,
  'footage-no-such-stream': (d: { path: string; index: number }) => `Stream ${d.index} of the file ${shown(d.path)} is not a video stream.`,
  'footage-codec-unsupported': (d: { path: string; codec: string }) => `The video in ${shown(d.path)} is coded as ${shown(d.codec)}, for which there is no decoder.`,
  'decoder-missing': () => 'There is no video decoder on this machine: node-av is not in this copy of Retrace or does not load, and no ffmpeg (5.1 or later, with ffprobe) was found. Nothing was recorded. Install ffmpeg, or name a build with RETRACE_FFMPEG and RETRACE_FFPROBE, and start Retrace again.',
  'encoder-missing': () => 'Clips cannot be written on this machine: node-av is not in this copy of Retrace or does not load. Nothing is left of what was begun. Export without clips; the stills are lossless and in every bundle with pictures.',
  'footage-encrypted': (d: { path: string }) => `The video in ${shown(d.path)} is encrypted; it can be indexed only after it was exported without encryption.`,
  'footage-too-large': (d: { path: string; width: number; height: number }) => `The pictures in ${shown(d.path)} are ${d.width} x ${d.height} pixels; the largest accepted are 8192 x 8192.`,
  'footage-no-such-frame': (d: { path: string; ticks: string }) => `The footage ${shown(d.path)} has no frame at exactly ${d.ticks} ticks.`,
  'pack-unknown': (d: { pack: string }) => `There is no model pack ${shown(d.pack)}; “pack list” shows those there are.`,
  'pack-invalid': (d: { pack: string; reason: string }) => `The model pack ${shown(d.pack)} cannot be used: ${d.reason}.`,
  'pack-file': (d: { pack: string; file: string; reason: string }) => `The file ${shown(d.file)} of the model pack ${shown(d.pack)} is not the one its description names: ${d.reason}.`,
  'pack-source': (d: { file: string; reason: string }) => `The installed file ${shown(d.file)}, from which a model is made, is not the expected one: ${d.reason}. “npm ci” installs the right one.`,
  'pack-unbuildable': (d: { pack: string; reason: string }) => `The model pack ${shown(d.pack)} could not be made on this machine: ${d.reason}.`,
  'pack-exists': (d: { pack: string }) => `Another model pack with the name ${shown(d.pack)} is there already; nothing was replaced.`,
  'pack-nonsense': (d: { pack: string; problems: readonly string[] }) => `The model pack ${shown(d.pack)} failed its self-test and is not used: ${d.problems.join('; ')}.`,
  'probe-known': (d: { probe: string }) => `This face of this image is the probe ${d.probe} already.`,
  'probe-image-changed': (d: { probe: string }) => `The kept image of the probe ${d.probe} is not the one that was added.`,
  'pack-refused': (d: { pack: string; reasons: readonly string[] }) => `The pack ${shown(d.pack)} is not admitted: ${d.reasons.join(' ')}`,
  'stopped': (d: { kept: string }) => `Stopped as asked. ${d.kept}`,
  'call-unknown': (d: { call: string }) => `The window asked for ${shown(d.call)}, which this program does not know; start it again so that both are of one version.`,
  'call-malformed': (d: { problems: readonly string[] }) => `The window asked for something in a form that is not accepted: ${d.problems.map(shown).join(', ')}.`,
  'case-not-open': () => 'This case is not open any more; open it again.',
  'signed-out': () => 'Nobody is signed in to this case. Sign in to go on; what was typed is kept.',
  'file-not-chosen': () => 'This file or folder was not chosen in this session of the program; choose it again.',
  'video-not-playable': (d: { name: string; why: string }) => `A browser does not play ${shown(d.name)} by itself: ${d.why}. Its frames are shown one by one instead.`,
  'no-dialog': () => 'This host has no dialog of the system; the page shows the folders itself.',
  'folder-unreadable': (d: { name: string; reason: string }) => `The folder ${shown(d.name)} cannot be looked into: ${d.reason}.`,
  'name-taken': (d: { name: string }) => `There is a file or folder named ${shown(d.name)} there already; nothing is overwritten.`,
  'name-unusable': (d: { name: string }) => `${shown(d.name)} cannot be the name of a file: no slashes, no leading or closing dot or space, at most 200 letters.`,
  'process-lost': (d: { call: string; detail: string }) => `The process that did this work (${d.call}) ended unexpectedly (${d.detail}). What was recorded before is safe; try again.`,
  'job-unknown': () => 'This work is not known any more; start it again.',
  'case-older': (d: { folder: string; version: number; known: number }) => `The case in ${shown(d.folder)} was written by an earlier version (format ${d.version}; this one writes ${d.known}), which kept no members and no authorities. Nothing was changed; make a new case.`,
  'case-key-unreadable': (d: { folder: string; name: string }) => `The copy of the key of the case in ${shown(d.folder)} that is kept for ${shown(d.name)} is missing or damaged; another member can remove and add them again.`,
  'case-key-foreign': (d: { folder: string }) => `The key kept in the case in ${shown(d.folder)} is not the case’s own. Nothing was changed; run “ledger verify”.`,
  'maker-roles': () => 'Who makes a case has to be able to add members: exhibits officer or authorising officer must be among the roles.',
  'operator-unnamed': () => 'An operator needs a name; it was left empty.',
  'operator-removed': (d: { name: string; at: string }) => `${shown(d.name)} was removed from this case at ${d.at} and can add nothing to it.`,
  'key-copied': (d: { file: string; name: string }) => `The key file ${shown(d.file)} is a copy of the key of ${shown(d.name)} under another name; remove it.`,
  'role-missing': (d: { name: string; roles: string; needed: readonly string[]; act: string }) => `${shown(d.name)} (${d.roles}) may not do this; it takes the role ${d.needed.join(' or ')}.`,
  'member-known': (d: { name: string }) => `${shown(d.name)} is a member of this case already, or somebody with this name is.`,
  'member-unknown': (d: { name: string; known: readonly string[] }) => `${shown(d.name)} is not a member of this case; members are: ${d.known.map(shown).join(', ')}.`,
  'member-last': (d: { name: string }) => `${shown(d.name)} is the last member who can add members; add another one first.`,
  'card-unreadable': (d: { file: string; reason: string }) => `The operator’s card ${shown(d.file)} cannot be read: ${d.reason}.`,
  'reason-missing': (d: { what: string }) => `A reason is needed for ${d.what}; it was left empty.`,
  'basis-missing': () => 'The policy of this case wants its lawful basis stated before footage is indexed: the Schedule 8 condition and the policy document with its version. State them with “policy set --condition … --document … --document-version …”.',
  'authority-incomplete': (d: { missing: readonly string[] }) => `The policy of this case wants more to be stated: ${d.missing.join(', ')}.`,
  'authority-details': (d: { problem: string }) => `An authority cannot be asked for like this: ${d.problem}.`,
  'authority-unknown': (d: { authority: string }) => `This case has no authority ${shown(d.authority)}.`,
  'authority-decided': (d: { authority: string; state: string }) => `The authority ${d.authority} is ${d.state}; that cannot be changed any more.`,
  'authority-own': (d: { authority: string; name: string }) => `${shown(d.name)} asked for the authority ${d.authority} and cannot grant it: the policy of this case wants a second person.`,
  'authority-none': () => 'No authority is in force that covers this. Ask for one with “authority request”; an authorising officer grants it.',
  'authority-unclear': (d: { authorities: readonly string[] }) => `Several authorities cover this (${d.authorities.join(', ')}); name one with --authority.`,
  'authority-not-in-force': (d: { authority: string; state: string }) => `The authority ${d.authority} is ${d.state}. Nothing was compared or erased.`,
  'authority-kind': (d: { authority: string; kind: string }) => `The authority ${d.authority} is for ${d.kind}, not for this.`,
  'authority-self': (d: { authority: string; name: string }) => `${shown(d.name)} granted the authority ${d.authority} and cannot search under it.`,
  'authority-scope': (d: { authority: string; outside: string }) => `The authority ${d.authority} does not cover ${d.outside}. Nothing was compared or erased.`,
  'disk-too-small': (d: { folder: string; needBytes: number; freeBytes: number }) =>
    `The disk of ${shown(d.folder)} has ${(d.freeBytes / 1e6).toFixed(1)} MB free; this needs about ${(d.needBytes / 1e6).toFixed(1)} MB. Nothing was half-written; make room or choose another disk.`,
  'bundle-refused': (d: { bundle: string; problems: readonly string[] }) => `The bundle ${shown(d.bundle)} is not used: ${d.problems.join(' ')}`,
  'probe-unconvicted': (d: { probe: string }) =>
    `The custody photograph ${shown(d.probe)} is of somebody who was not convicted (or not yet), and no decision to keep it is recorded. The High Court held in 2012 that keeping custody photographs of people who were not convicted, under a policy that did not set them apart, was unlawful (R (RMC and FJ) v Commissioner of Police of the Metropolis [2012] EWHC 1681 (Admin)). It is not used; where it may be kept, state the decision with --retention-decision.`,
  'probe-review-past': (d: { probe: string; reviewOn: string }) => `The review date of the picture ${shown(d.probe)} (${d.reviewOn}) is past. It is not used until somebody has looked whether it may be kept.`,
  'probe-erased': (d: { probe: string }) => `The probe ${d.probe} was erased; what was kept of it is gone.`,
  'probe-details': (d: { problems: readonly string[] }) => `Where the picture comes from cannot be recorded like this: ${d.problems.join('; ')}.`,
  'probe-original-missing': () => 'A picture that was edited is searched for beside the picture as it was: name that with --original.',
  'probe-edits-missing': () => 'With an original goes what was done to it: say each step with --edit.',
  'probe-processed': (d: { probe: string; use: string }) => `The probe ${shown(d.probe)} is of an edited picture and cannot be ${d.use}; take its original, or search for it by itself, which searches for the original beside it.`,
  'probe-details-unreadable': (d: { probe: string }) => `What is kept of the probe ${d.probe} cannot be read; run “ledger verify”.`,
  'search-unclear': () => 'A search takes a probe or a list, not both.',
  'search-unknown': (d: { search: string }) => `This case has no search ${shown(d.search)}.`,
  'exhibit-several': (d: { name: string; exhibits: readonly string[] }) => `${shown(d.name)} is the reference of several files; name one of them by its id: ${d.exhibits.join(', ')}.`,
  'list-unknown': (d: { list: string }) => `This case has no list ${shown(d.list)}.`,
  'list-details': (d: { field: string }) => `A list needs a ${d.field}; it was left empty.`,
  'list-empty': (d: { list: string }) => `The list ${d.list} has no entries; there is nobody to compare.`,
  'list-entry-known': (d: { list: string; probe: string }) => `The probe ${d.probe} is on the list ${d.list} already.`,
  'list-entry-unknown': (d: { list: string; probe: string }) => `The probe ${shown(d.probe)} is not on the list ${d.list}.`,
  'list-authority': (d: { list: string; authority: string }) => `The list ${d.list} belongs to the authority ${d.authority} and is used under no other.`,
  'list-entries-barred': (d: { list: string; entries: readonly { readonly name: string; readonly why: string }[] }) =>
    `The list ${d.list} is not used, because of these entries: ${d.entries.map(({ name, why }) => `${shown(name)} ${why}`).join('; ')}. Nothing was compared.`,
  'candidate-unknown': (d: { search: string; rank: number; candidates: number }) => `The search ${d.search} has no candidate ${d.rank}; it has ${d.candidates}, counted from 1.`,
  'candidate-unclear': (d: { search: string; probes: readonly string[] }) => `The search ${d.search} was made with several probes; name the one that is meant: ${d.probes.join(', ')}.`,
  'lineup-unknown': (d: { lineup: string }) => `This case has no line-up ${shown(d.lineup)}.`,
  'lineup-too-few': (d: { wanted: number; certain: number; withUncertain: number }) =>
    `A line-up of ${d.wanted} fillers cannot be made: ${d.certain === 0 ? 'no frame shows anybody of this quality' : d.certain === 1 ? '1 of this quality is certainly somebody else, because a frame shows them' : `${d.certain} of this quality are certainly other people, because a frame shows each of them`} together with the candidate. ` +
    `${d.withUncertain >= d.wanted ? 'There are enough with people who are seen together only with one of those, if they are allowed; the record says then that they are not certain' : `With people who are seen together only with one of those there would be ${d.withUncertain}`}. Nothing was recorded.`,
  'review-not-independent': (d: { lineup: string; name: string; why: string }) => `${shown(d.name)} cannot review the line-up ${d.lineup}: ${d.why}. Somebody else has to.`,
  'review-order': (d: { lineup: string; first: string }) => `Not yet: ${d.first} first. A reviewer sees the face that is searched for, describes it, and only then opens the line-up ${d.lineup} and decides.`,
  'hand-over': (d: { file: string; reason: string }) => `${shown(d.file)} could not be handed over: ${d.reason}. That it was to be is recorded; ask for it again under another name.`,
  'face-described-already': (d: { lineup: string }) => `You have described the face of the line-up ${d.lineup} already; a description is locked.`,
  'review-details': (d: { problems: readonly string[] }) => `This cannot be recorded: ${d.problems.join('; ')}.`,
  'pick-unknown': (d: { pick: number; pictures: number }) => `There is no picture ${d.pick} in this line-up; it has ${d.pictures}, counted from 1.`,
  'picture-unknown': (d: { lineup: string }) => `The line-up ${d.lineup} has no such picture.`,
  'decision-stands': (d: { lineup: string; decision: string }) => `You have decided on the line-up ${d.lineup} already. A decision is never changed; a new one can be stated in place of ${d.decision}, and both stay in the record.`,
  'decision-foreign': (d: { decision: string; lineup: string }) => `${shown(d.decision)} is not your standing decision on the line-up ${d.lineup}; only that can be superseded.`,
  'lead-uncorroborated': (d: { search: string; rank: number }) =>
    `Candidate ${d.rank} of the search ${d.search} is a lead, and nothing that speaks for it by other means is recorded. Record what was found first, or do not act on it.`,
  'lead-actioned-already': (d: { search: string; rank: number }) => `That candidate ${d.rank} of the search ${d.search} was acted on is recorded already.`,
  'item-erased': (d: { kind: string; item: string; erasure: string }) => `The ${d.kind} ${shown(d.item)} was erased (${d.erasure}); nothing of it is kept.`,
  'hold-standing': (d: { kind: string; item: string; by: string; at: string; reason: string }) => `A hold stands on the ${d.kind} ${shown(d.item)} already: ${shown(d.by)} placed it on ${d.at.slice(0, 10)} (${shown(d.reason)}).`,
  'hold-none': (d: { kind: string; item: string }) => `No hold stands on the ${d.kind} ${shown(d.item)}.`,
  'erasure-needed': (d: { kind: string; item: string; reasons: readonly string[] }) =>
    `The ${d.kind} ${shown(d.item)} was not erased, because something needs it: ${d.reasons.join('; ')}. Nothing was changed. Where it has to go all the same, say why with --despite; that is recorded and disclosed.`,
  'erasure-of-unfinished': (d: { track: string }) => `The track ${shown(d.track)} belongs to an indexing that is not finished, which could find it again; let “index” finish first. Nothing was changed.`,
  'erasure-unfinished': (d: { erasure: string; reason: string }) =>
    `The erasure ${d.erasure} is recorded and its rows are gone, but files of the case may still hold traces, because it could not be finished: ${d.reason} When that is mended, “erase --finish ${d.erasure}” does the rest and writes the certificate.`,
  'erasure-unknown': (d: { erasure: string }) => `This case has no erasure ${shown(d.erasure)}.`,
  'date-malformed': (d: { text: string }) => `${shown(d.text)} is not a date; expected one like 2027-01-31.`,
  'search-not-in-bundle': (d: { search: string; known: readonly string[] }) => `The bundle holds no answered search ${shown(d.search)}; it has ${d.known.length === 0 ? 'none' : d.known.join(', ')}.`,
  'pack-absent': (d: { pack: string; digest: string }) =>
    `This machine has no model pack ${shown(d.pack)} with the digest ${d.digest}, with which the search was made; “pack add” admits it. Vectors of another pack cannot be compared with those of the bundle.`,
  'moment-malformed': (d: { text: string }) => `${shown(d.text)} is not a moment; expected one like 2027-01-31T08:00:00Z.`,
  'counter-footage': () => 'Another model pack makes other vectors: name the folder with the footage as well, so that the faces can be measured again. Nothing was compared.',
  'counter-probe': (d: { probe: string }) => `The bundle does not have what is needed of the probe ${shown(d.probe)}, its vector or its image; it may have been erased. Nothing was compared.`,
  'timestamp-unreadable': (d: { name: string }) => `${shown(d.name)} is not the reply of a time stamping authority that grants a stamp over SHA-256 (RFC 3161). Nothing was recorded.`,
  'timestamp-foreign': (d: { name: string }) => `${shown(d.name)} is a time stamp of something else than a checkpoint of this case. Nothing was recorded.`,
  'certificate-unwritten': (d: { erasure: string; reason: string }) => `The erasure ${d.erasure} is done and recorded, but its certificate could not be written (${d.reason}). “erase --finish ${d.erasure}” writes it.`,
  'case-read': () => 'A search, an export or something else that reads this case is under way, here or in another process; erase when it is done. Nothing was changed.',
  'list-not-ended': (d: { list: string; authority: string; state: string }) => `The list ${d.list} is erased when its authority has ended; ${d.authority} is ${d.state}. Nothing was changed.`,
  'pair-unknown': (d: { pair: readonly string[] }) => `No frame of this case shows the tracks ${d.pair.map(shown).join(' and ')} together, in one indexing. Nothing was recorded.`,
  'target-unreachable': (d: { target: number; measured: boolean }) =>
    `No threshold keeps the candidates expected by chance to ${d.target}: ${d.measured ? 'the calibrations that cover this scope resolve no rate so low' : 'no error rate is measured for all of this scope'}. Nothing was compared.`,
  'threshold-not-allowed': (d: { threshold: number; lowest: number; why: string }) =>
    `The threshold ${d.threshold} is below ${d.lowest.toFixed(4)}, where the calibrated range ends: ${d.why}. Another member, an authorising officer, has to allow it with a reason (“threshold allow”). Nothing was compared.`,
  'erasure-running': () => 'Something is being erased from this case; try again when that is done.',
} as const;

export type FailureCode = keyof typeof sentences;
/** What the code's sentence needs; {} where it needs nothing. */
export type FailureData<C extends FailureCode> = Parameters<(typeof sentences)[C]> extends [infer Data] ? Data : Record<string, never> | undefined;

/** An expected failure. `message` is the sentence; `code` and `data` are for programs. */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly data: FailureData<C>;

  constructor(code: C, data: FailureData<C>, options?: ErrorOptions) {
    super((sentences[code] as (data: FailureData<C>) => string)(data), options);
    this.name = 'Failure';
    this.code = code;
    this.data = data;
  }
}

/** One thing that a check noticed about evidence: data, not an exception. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}
