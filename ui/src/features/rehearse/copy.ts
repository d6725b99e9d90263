import { list, lower, messages, phrases, plural } from '../../messages';
import type { BeforeQuestion, Gate, RehearsalSetting, SceneTheme } from '../../ipc';

const themes: Record<SceneTheme, string> = {
  discloses: 'disclosure',
  blames: 'blame',
  says_they_are_the_victim: 'says they are the victim',
  under_influence: 'under the influence',
  relative_interprets: 'a relative interprets',
  suicidal: 'suicidal',
  nothing_local: 'nothing local to refer to',
  declines: 'declines help',
};

/** The words of the rehearsal: the list, the scene, and what stands side by side. */
export const copy = messages('rehearse.copy', {
  title: 'Rehearse with a made-up person',
  intro:
    'Try out a hard talk before you have one. You get a scene, take the same six steps as in a real contact, and see afterwards what a skilled colleague would do.',
  promises: [
    'Nobody here exists. Nothing you enter is kept.',
    'Your own records are not touched. They are out of reach until you end practice.',
    'There is no score. A scene has more than one good way through it.',
  ],
  take: 'Take the tour',
  tourTitle: 'Tour',
  tourText:
    'Look round with a made-up person: two sealed records, things to do, and a draft. A line on each page says what it is for.',
  scenes: 'Scenes',
  play: 'Rehearse this',
  preparing: 'The scene is being prepared.',
  settings: {
    general_practice: 'General practice',
    home_visit: 'Home visits',
    housing: 'Housing',
  } satisfies Record<RehearsalSetting, string>,
  themesOf: (found: readonly SceneTheme[]) =>
    `About: ${list(found.map((theme) => themes[theme]))}.`,
  scene: {
    caption: 'The scene',
    how: 'Take the steps as you would in your work. The scene stays at hand at the top of each page. When you mark a question as asked, you see what the person answers.',
    start: 'Start with the steps',
    other: 'Choose another scene',
  },
  compare: {
    title: 'Side by side',
    intro:
      'What you did, beside what a skilled colleague would do and why. Where the two differ, ask yourself what yours would have meant for the people at home.',
    lesson: 'What this scene is about',
    you: 'You',
    colleague: 'A skilled colleague',
    why: 'Why:',
    source: (publishers: readonly string[]) => `(${phrases(publishers)})`,
    guide: 'The guide says:',
    sources: 'Sources',
    sourcesWhy:
      'A name behind a reason says where the guide has it from. What is said about this scene alone is Waymark’s own.',
    cited: (publisher: string, title: string) => `${publisher}: ${title}`,
    quoted: (words: string) => `“${words}”`,
    same: (count: number) =>
      plural(count, {
        one: 'Show 1 thing that you both did',
        other: `Show ${String(count)} things that you both did`,
      }),
    nothing: 'Nothing here.',
    unsafe:
      'Something was asked that was not safe to ask in this scene. Think of who might have heard it, or who might pay for it later.',
    gate: {
      heading: 'Was it safe to ask?',
      same: 'You answered as the scene is.',
      differ: (labels: readonly string[]) =>
        `You answered differently, or left open: ${phrases(labels)}.`,
      words: {
        ask: 'You can ask, with care',
        look_and_listen_only: 'Look and listen only',
        leave: 'Leave and call 999',
      } satisfies Record<Gate['gate'], string>,
      questions: {
        danger_now: 'anyone in danger now',
        setting: 'where',
        company: 'alone or not',
        planned_to_talk: 'planned to talk about behaviour',
        under_influence: 'under the influence',
        partner_can_hear: 'the partner can hear',
        child_can_hear: 'a child can hear',
        interpreter: 'who interprets',
        only_from_victim: 'known only from the victim',
      } satisfies Record<BeforeQuestion, string>,
    },
    look: {
      heading: 'What was noticed',
      did: 'Noted.',
      not: 'Not noted.',
      left: 'Not noted.',
    },
    by: (source: string) => `(${lower(source)})`,
    counter: 'Who does what to whom',
    notSaid: 'Not said.',
    ask: {
      heading: 'What was asked',
      did: 'Asked.',
      not: 'Not asked.',
      left: 'Leaves this out on purpose.',
      none: 'A skilled colleague asks nothing in this scene.',
    },
    assess: {
      heading: 'Risk',
      item: (presence: string, from: string) => `${presence}. From: ${from}.`,
      judgement: 'Judgement: imminent or severe risk',
      outcome: 'What the checklist says',
      noJudgement: 'No judgement given.',
      noOutcome: 'The outcome was not looked at.',
    },
    respond: {
      heading: 'What was said',
      did: 'Used.',
      not: 'Not used.',
      left: 'Not used.',
    },
    refer: {
      heading: 'Referrals',
      did: 'Chosen.',
      not: 'Not chosen.',
      left: 'Not chosen.',
      notAdvised: 'What a skilled colleague does not refer to here',
      none: 'A skilled colleague makes no referral in this scene.',
    },
    actions: {
      heading: 'Actions',
      none: 'No actions.',
      open: (labels: readonly string[]) =>
        `Still without every action that it needs: ${phrases(labels)}.`,
      who: (who: string) => `Who: ${who}.`,
      by: { now: 'Now', today: 'Today', this_week: 'This week', date: 'On a date' },
      by_when: (by: string) => `By when: ${by}.`,
    },
    record: {
      heading: 'Record',
      said: 'Said by the person',
      seen: 'Seen by me',
      others: 'Said by others',
      opinion: 'My opinion',
      review: 'Looked at again on',
      empty: 'Nothing written.',
      wording: 'Words to look at again in what you wrote',
      instead: (words: string) => `Better: ${words}`,
    },
    again: 'Rehearse this again',
  },
});
