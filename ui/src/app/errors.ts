/** What every error says on the screen: what happened, and what to do now. */
import { messages, plural } from '../messages';
import type { AppError, ErrorCode } from '../ipc';

/** The words for one error. */
export interface ErrorText {
  /** What happened, without a full stop, as in an error summary. */
  title: string;
  /** What to do now, in sentences. */
  body: string;
}

/** Seconds as a person says them. */
function wait(seconds: number | null): string {
  if (seconds === null) return 'a little while';
  if (seconds < 60) return plural(seconds, { one: '1 second', other: `${seconds} seconds` });
  const minutes = Math.ceil(seconds / 60);
  return plural(minutes, { one: '1 minute', other: `${minutes} minutes` });
}

const KEEP = 'Do not delete anything.';
const FILES =
  'Nothing has been deleted. If you have a backup, choose “Restore from a backup”. If not, ask whoever looks after your laptop before anything else is done.';

/** The columns of a directory, in the order in which they are counted. */
const importColumns = [
  'Name',
  'Type',
  'Area',
  'Phone',
  'Accredited',
  'Survivor support',
  'Takes',
  'Checked on',
  'Notes',
];

/** A missing code is a type error. The number is what came with the code, if anything did. */
export const texts: Record<ErrorCode | 'unexpected', (number: number | null) => ErrorText> =
  messages('errors.texts', {
    locked: () => ({
      title: 'Waymark is locked',
      body: 'Unlock it with your passphrase, then do this again.',
    }),
    not_found: () => ({
      title: 'This is not there any more',
      body: 'It may have been sealed or thrown away. Go to Home and open it from the list.',
    }),
    name_missing: () => ({
      title: 'Enter a name for this vault',
      body: 'Choose something neutral, for example “Visits”.',
    }),
    passphrases_differ: () => ({
      title: 'The two passphrases are not the same',
      body: 'Type the same passphrase in both boxes.',
    }),
    passphrase_too_short: () => ({
      title: 'The passphrase is too short',
      body: 'Use at least 12 characters or four words. You can take the words Waymark offers.',
    }),
    passphrase_too_easy: () => ({
      title: 'The passphrase is too easy to guess',
      body: 'Add a word or two that have nothing to do with you, or take the words Waymark offers.',
    }),
    passphrase_wrong: () => ({
      title: 'That is not the passphrase',
      body: 'Check the capital letters and spaces and try again. If you have forgotten it, use your recovery phrase.',
    }),
    wait: (seconds) => ({
      title: `There were too many wrong tries: wait ${wait(seconds)}`,
      body: 'Then try again, or use your recovery phrase. Nothing has been deleted.',
    }),
    vault_exists: () => ({
      title: 'There are records on this laptop already',
      body: 'Close Waymark and open it again, then unlock them. Nothing has been changed.',
    }),
    no_vault: () => ({
      title: 'There are no records on this laptop yet',
      body: 'Close Waymark and open it again to set it up. If there were records before, ask whoever looks after your laptop first.',
    }),
    keys_missing: () => ({
      title: 'The file with the keys is missing',
      body: `Your records are there but cannot be opened without it. ${FILES}`,
    }),
    keys_damaged: () => ({
      title: 'The file with the keys is damaged',
      body: `This is not a wrong passphrase. ${FILES}`,
    }),
    database_missing: () => ({
      title: 'The file with your records is missing',
      body: 'The keys are there, the records are not. If you have a backup, choose “Restore from a backup”. If not, ask whoever looks after your laptop before anything else is done.',
    }),
    database_damaged: () => ({
      title: 'The file with your records is damaged',
      body: `This is not a wrong passphrase. ${FILES}`,
    }),
    ledger_broken: (entry) => ({
      title: 'Your records are not as they were written',
      body: `${entry === null ? 'An entry' : `Entry ${entry}`} does not match the rest, so Waymark has not opened them. ${FILES}`,
    }),
    older_file: () => ({
      title: 'The file with your records is older than it should be',
      body: `It may have been put back from an old copy, and newer records may be missing. ${KEEP} Ask whoever looks after your laptop to find the newest copy.`,
    }),
    newer_version: () => ({
      title: 'These records were written by a newer Waymark',
      body: 'Install the newest version of Waymark to open them. Nothing has been changed.',
    }),
    key_settings_refused: () => ({
      title: 'The file with the keys has settings that are not safe to use',
      body: `It may be damaged or changed by somebody. ${FILES}`,
    }),
    folder_refused: () => ({
      title: 'Waymark may not write in its folder',
      body: 'Ask whoever looks after your laptop to let you write in the Waymark folder, then try again.',
    }),
    in_use: () => ({
      title: 'Your records are open in another Waymark window',
      body: 'Use that window, or close it and try again.',
    }),
    disk_full: () => ({
      title: 'The disk of this laptop is full',
      body: 'Your words are still on the screen. Free some space, then choose Try again.',
    }),
    read_only: () => ({
      title: 'Your records cannot be written to',
      body: 'Your words are still on the screen. Ask whoever looks after your laptop to let you write in the Waymark folder, then choose Try again.',
    }),
    storage_failed: () => ({
      title: 'This laptop could not read or write your records',
      body: 'Try again. If it goes on, keep Waymark open, note what matters on paper, and call whoever looks after your laptop.',
    }),
    random_failed: () => ({
      title: 'This laptop could not make a safe key',
      body: 'Nothing has been saved. Restart the laptop and try again.',
    }),
    phrase_word_unknown: (place) => ({
      title: place === null ? 'One word is not in the list' : `Word ${place} is not in the list`,
      body: 'Check how it is spelled on your paper copy.',
    }),
    phrase_word_count: (found) => ({
      title:
        found === null ? 'The phrase has 24 words' : `The phrase has 24 words; you typed ${found}`,
      body: 'Type all 24 words in order, with a space between them.',
    }),
    phrase_mistyped: () => ({
      title: 'These words do not make a recovery phrase',
      body: 'Two words may have changed places, or one may be another word of the list. Check them against your paper copy.',
    }),
    phrase_of_another_vault: () => ({
      title: 'This recovery phrase belongs to other records',
      body: 'Find the phrase that was written down when these records were set up.',
    }),
    recovery_not_confirmed: () => ({
      title: 'The recovery phrase has not been typed back yet',
      body: 'Write it down and type it back first. Without it a forgotten passphrase would lose your records.',
    }),
    judgement_first: () => ({
      title: 'Give your own judgement first',
      body: 'Say whether you think there is imminent or severe risk. Then the result is shown.',
    }),
    outcome_shown: () => ({
      title: 'The judgement stands once the result has been seen',
      body: 'You can still raise it, with a reason.',
    }),
    not_raised: () => ({
      title: 'The judgement can be raised, not lowered',
      body: 'Choose a graver judgement, or leave it as it is.',
    }),
    reason_missing: () => ({
      title: 'Enter a reason',
      body: 'A few words are enough.',
    }),
    already_sealed: () => ({
      title: 'This contact is sealed',
      body: 'It can be read but not changed. Go to Home and open it from the list.',
    }),
    not_ready_to_seal: () => ({
      title: 'Something is still missing before you can seal',
      body: 'Go to Check and seal: it lists what is missing.',
    }),
    guide_unavailable: () => ({
      title: 'The guide cannot be read',
      body: 'Close Waymark and open it again. Your records are not touched by this.',
    }),
    record_doubtful: () => ({
      title: 'Your records can be read but not written to',
      body: 'Their files are not as Waymark left them. Go to Home: it says what was noticed and what to do. If you have to note something now, use paper or your own system.',
    }),
    files_changed: () => ({
      title: 'The files with your records were changed while Waymark was locked',
      body: `They come from an older Waymark, so they cannot be opened in this state. ${KEEP} Tell your IT or information governance lead, or restore a backup.`,
    }),
    text_missing: () => ({
      title: 'Enter the correction or what is new',
      body: 'The sealed text stays as it is. What you enter stands below it.',
    }),
    erase_not_confirmed: () => ({
      title: 'Type ERASE in capital letters',
      body: 'Nothing has been erased.',
    }),
    folder_missing: () => ({
      title: 'There is no folder of this name',
      body: 'Check how it is spelled. Give the whole path, from the very start. If it is on a stick, check that the stick is plugged in.',
    }),
    folder_read_only: () => ({
      title: 'Nothing can be written in this folder',
      body: 'It is read only. Choose another folder, or ask whoever looks after your laptop.',
    }),
    same_person: () => ({
      title: 'These two entries are the same person already',
      body: 'Nothing was changed. Go back to the person and look at what is joined.',
    }),
    action_what_missing: () => ({
      title: 'Enter what is to be done',
      body: 'A few words are enough, for example: ring the safeguarding lead.',
    }),
    action_who_missing: () => ({
      title: 'Enter who does it',
      body: 'For example: me. An action that belongs to nobody is not done.',
    }),
    action_by_missing: () => ({
      title: 'Choose by when it has to be done',
      body: 'Then it stands in the list at the right place.',
    }),
    action_by_past: () => ({
      title: 'This day is past already',
      body: 'Choose today or a later day. Check the year.',
    }),
    action_by_far: () => ({
      title: 'This day is years away',
      body: 'Check the year. An action this far away would be out of sight.',
    }),
    action_done_in_future: () => ({
      title: 'This day is still to come',
      body: 'Enter the day on which it was done. If it is not done yet, leave it open.',
    }),
    action_done_long_before: () => ({
      title: 'This day is long before the action was decided',
      body: 'Check the year.',
    }),
    action_outcome_missing: () => ({
      title: 'Enter what came of it',
      body: 'For example what was agreed, and with whom. If it is no longer needed, say why.',
    }),
    action_already_done: () => ({
      title: 'This action is done already',
      body: 'Somebody said so before. Go back and open it again to read what came of it.',
    }),
    action_still_open: () => ({
      title: 'This action is open',
      body: 'There is nothing to take back.',
    }),
    folder_is_own: () => ({
      title: 'This is the folder in which Waymark keeps your records',
      body: 'A backup there would be lost together with them. Choose another folder, best on a stick or another drive.',
    }),
    folder_synced: () => ({
      title: 'This folder is probably copied to a company’s computers',
      body: 'The backup is encrypted, but a copy of it would leave this laptop. Ask your information governance lead first.',
    }),
    not_a_backup: () => ({
      title: 'This file is not a backup of Waymark',
      body: 'Choose a file whose name ends in “.waymark”. Nothing has been changed.',
    }),
    backup_damaged: () => ({
      title: 'This backup is damaged',
      body: 'Part of it is missing or was changed, so it has not been used. Try another backup. Nothing on this laptop has been changed.',
    }),
    backup_exists: () => ({
      title: 'There is a file of this name already',
      body: 'Wait a second and try again, or choose another folder. Nothing has been written over.',
    }),
    backup_missing: () => ({
      title: 'There is no file of this name',
      body: 'Check how it is spelled. Give the whole path, from the very start. If it is on a stick, check that the stick is plugged in.',
    }),
    backup_not_whole: () => ({
      title: 'The backup did not turn out whole',
      body: 'It has been thrown away, and your records are as they were. Try again. If it goes on, call whoever looks after your laptop.',
    }),
    backup_no_room: () => ({
      title: 'There is not enough room',
      body: 'Free some space or choose another place, then try again. Your records are as they were.',
    }),
    backup_failed: () => ({
      title: 'The backup could not be read or written',
      body: 'If it is on a stick or drive, check that it is plugged in, then try again. Your records are as they were.',
    }),
    service_there: () => ({
      title: 'This service is in your list already',
      body: 'Another one has the same name, type and area. Change that one, or give this one another name.',
    }),
    import_missing: () => ({
      title: 'There is no file of this name',
      body: 'Enter the whole path, from the drive or the first “/” to the end of the name.',
    }),
    import_unreadable: () => ({
      title: 'The file cannot be read',
      body: 'Close it in your spreadsheet program, or copy it to your documents, and try again.',
    }),
    import_empty: () => ({
      title: 'The file is empty',
      body: 'Save it again in your spreadsheet program, then check it again.',
    }),
    import_too_large: () => ({
      title: 'The file is too large for a list of services',
      body: 'It may be the wrong file. A list may have up to 10 megabytes.',
    }),
    import_utf16: () => ({
      title: 'The file was saved as Unicode text (UTF-16)',
      body: 'In your spreadsheet program choose “Save as”, then “CSV UTF-8”, and choose that file.',
    }),
    import_workbook: () => ({
      title: 'This is the spreadsheet itself, not a CSV file',
      body: 'Open it in your spreadsheet program, choose “Save as”, then “CSV UTF-8”, and choose that file.',
    }),
    import_not_text: () => ({
      title: 'The file is not a CSV file, or it is damaged',
      body: 'In your spreadsheet program choose “Save as”, then “CSV UTF-8”, and choose that file.',
    }),
    import_quote_open: (row) => ({
      title:
        row === null
          ? 'A quotation mark is opened and never closed'
          : `A quotation mark in row ${row} is opened and never closed`,
      body: 'What stands behind it cannot be told apart. Correct it in the file. Nothing was imported.',
    }),
    import_no_names: () => ({
      title: 'No column has the heading “Name”',
      body: 'One of the first rows has to hold the headings. “Name” and “Type” are needed.',
    }),
    import_no_kinds: () => ({
      title: 'No column has the heading “Type”',
      body: 'Add a column that says what each service does. “What the file needs” lists the types.',
    }),
    import_column_twice: (place) => ({
      title: `Two columns could be “${importColumns[(place ?? 0) - 1] ?? 'the same'}”`,
      body: 'Give one of them another heading, or take it out of the file.',
    }),
    import_no_rows: () => ({
      title: 'There is no service below the headings',
      body: 'It may be the wrong file, or the wrong sheet of it.',
    }),
    import_too_many_rows: () => ({
      title: 'The file has more than 10,000 services',
      body: 'Take out those that are far away, or import it in parts.',
    }),
    import_changed: () => ({
      title: 'The file has changed since you checked it',
      body: 'Nothing was imported. Check the file again.',
    }),
    stopped: () => ({
      title: 'You stopped it',
      body: 'Your records are as they were. Start again when you are ready.',
    }),
    not_advised: () => ({
      title: 'This service is not advised',
      body: 'It may make things worse for the victim. Choose another route.',
    }),
    day_in_future: () => ({
      title: 'This day is still to come',
      body: 'Enter today, or the day on which you heard it.',
    }),
    output_nothing: () => ({
      title: 'There is nothing to make this of',
      body: 'Choose at least one sealed contact.',
    }),
    output_changed: () => ({
      title: 'The record is not as it was when you looked at it',
      body: 'Go back and look at it again. Nothing was made.',
    }),
    output_leaks_open: (count) => ({
      title: plural(count ?? 2, {
        one: 'One thing still has to be looked at',
        other: 'Some things still have to be looked at',
      }),
      body: 'Go back and answer each of them. Nothing was made.',
    }),
    output_exists: () => ({
      title: 'There is a file of this name already',
      body: 'Nothing was changed.',
    }),
    output_failed: () => ({
      title: 'The file could not be made',
      body: 'Nothing was saved. Try again. If it goes on, use the text for your own system and call whoever looks after your laptop.',
    }),
    output_empty: () => ({
      title: 'There is nothing to copy',
      body: 'Nothing would be in the text.',
    }),
    clipboard_failed: () => ({
      title: 'The text could not be copied',
      body: 'Nothing is on the clipboard. Try again.',
    }),
    pack_too_large: () => ({
      title: 'The file is too large for a content pack',
      body: 'It may be the wrong file. Nothing was loaded.',
    }),
    pack_not_a_pack: () => ({
      title: 'This file is not a content pack',
      body: 'Choose a file whose name ends in “.waypack”. Nothing was loaded.',
    }),
    pack_newer: () => ({
      title: 'This content pack is for a newer Waymark',
      body: 'Ask whoever looks after your laptop for the newest version. Nothing was loaded.',
    }),
    pack_cut: () => ({
      title: 'Part of this content pack is missing',
      body: 'It may not have been copied to its end. Copy it again, or ask for it again. Nothing was loaded.',
    }),
    pack_unsigned: () => ({
      title: 'This content pack is not signed',
      body: 'Nobody can tell who made it. Do not use it. Ask your organisation for a signed one. Nothing was loaded.',
    }),
    pack_too_much: () => ({
      title: 'Something was added to this content pack',
      body: 'It is not as it was made. Ask for it again. Nothing was loaded.',
    }),
    pack_key_weak: () => ({
      title: 'The key of this content pack cannot be trusted',
      body: 'Anybody could have signed it. Do not use it, and tell your organisation. Nothing was loaded.',
    }),
    pack_signature_wrong: () => ({
      title: 'This content pack was changed or damaged',
      body: 'Its signature does not fit. Ask for it again; if the next one is the same, tell your organisation. Nothing was loaded.',
    }),
    pack_not_text: () => ({
      title: 'The content of this pack is not text that can be read',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_unreadable: () => ({
      title: 'The content of this pack cannot be read',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_field_unknown: () => ({
      title: 'This pack has something in it that Waymark does not know',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_forbidden: () => ({
      title:
        'This pack tries to change what no pack may: the checklist, the questions or the rules',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_field_missing: () => ({
      title: 'Something is missing in this pack',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_source_missing: () => ({
      title: 'This pack does not say where something was checked',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_empty: () => ({
      title: 'There is nothing in this pack',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_too_long: () => ({
      title: 'A text in this pack is too long, or there is too much of something',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_characters: () => ({
      title: 'This pack has characters in it that hide or turn text',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_id_twice: () => ({
      title: 'Something stands twice in this pack',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_id_wrong: () => ({
      title: 'Something in this pack has a name that Waymark cannot use',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_law_unknown: () => ({
      title: 'This pack has a law card that the guide does not have',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_nation_wrong: () => ({
      title: 'This pack gives a law card to another nation',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_day_wrong: () => ({
      title: 'A date in this pack does not exist',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_day_in_future: () => ({
      title: 'A date in this pack is still to come',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_check_again_wrong: () => ({
      title: 'A date for the next check in this pack cannot be right',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_never_say_removed: () => ({
      title: 'This pack would let something be said that must never be mentioned to the person',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_reassures: () => ({
      title: 'A text in this pack could make a danger seem smaller',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_not_advised: () => ({
      title: 'This pack offers a service that is not advised',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_address: () => ({
      title: 'This pack says where a refuge or a victim could be found',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_phone_wrong: () => ({
      title: 'A telephone number in this pack does not look like one',
      body: 'Nothing was loaded. Tell your organisation, so that it can make a new one.',
    }),
    pack_foreign: () => ({
      title: 'This pack is signed with another key than the one you trust',
      body: 'It may not be from your organisation. Nothing was loaded. Ring your organisation on a number that you know. If it has a new key, type that key in.',
    }),
    pack_other_organisation: () => ({
      title: 'This pack is from another organisation',
      body: 'It has the key that you trust and another name. Nothing was loaded. Ask your organisation what it is.',
    }),
    pack_older: () => ({
      title: 'This pack is older than one that you loaded',
      body: 'Older content is not taken. Nothing was loaded. Ask your organisation for the newest pack.',
    }),
    pack_same_serial: () => ({
      title: 'You loaded another pack with the same number',
      body: 'Two packs must not have one number. Nothing was loaded. Tell your organisation.',
    }),
    pack_key_wrong: () => ({
      title: 'This is not the key of this pack',
      body: 'Check it letter by letter. If it is what you were given, do not use the file: ring your organisation. Nothing was loaded.',
    }),
    pack_changed: () => ({
      title: 'The file has changed since you checked it',
      body: 'Nothing was loaded. Check the file again.',
    }),
    service_of_pack: () => ({
      title: 'This service is from your organisation’s content pack',
      body: 'It is not changed by hand. Tell your organisation what is wrong with it.',
    }),
    in_practice: () => ({
      title: 'Not in practice',
      body: 'This is practice with a made-up person. Nothing is made, copied, taken in or set here. End practice, then do it in your own records.',
    }),
    unexpected: () => ({
      title: 'Waymark did not answer',
      body: 'Your words are still on the screen. Try again. If it goes on, note what matters on paper, then close Waymark and open it again.',
    }),
  });

/** The words for an error. */
export function errorText(error: AppError): ErrorText {
  return texts[error.code](error.number);
}
