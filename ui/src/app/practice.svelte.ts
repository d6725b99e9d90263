/**
 * Practice with a made-up person. While it is on, every command reaches a vault that is thrown away; the
 * program sees to that, and this holds what the frame has to say about it.
 */
import { call, commands } from '../ipc';
import type { ItemId, PracticeRequest, PracticeView, SceneView, StartView } from '../ipc';
import { autosaves } from './autosave.svelte';
import { navigation } from './navigation.svelte';
import { session } from './session.svelte';

class Practice {
  /** What is practised; undefined while nothing is. */
  now = $state.raw<PracticeView>();

  /** The scene; undefined on the tour and outside of a practice. */
  get scene(): SceneView | undefined {
    return this.now?.scene ?? undefined;
  }

  /** What the person of the scene answers to a card: null for no answer, undefined outside of a scene. */
  answerTo(card: ItemId): string | null | undefined {
    const scene = this.scene;
    if (!scene) return undefined;
    return scene.answers.find((answer) => answer.question === card)?.words ?? null;
  }

  /** Begins one, in the place of the one that is on. */
  async begin(request: PracticeRequest): Promise<void> {
    await this.follow(await call(commands.beginPractice(request)));
  }

  /** Shows the first page of a practice. */
  async follow(view: StartView): Promise<void> {
    if (view.start !== 'practice') return;
    this.now = view.practice;
    session.fault = null;
    session.unlocked = true;
    await navigation.reset(view.practice.scene ? { name: 'scene' } : { name: 'home' });
  }

  /**
   * Throws everything of it away. Where the vault was open before, home follows; otherwise this window
   * goes, and a fresh one begins where a start begins.
   */
  async end(): Promise<void> {
    // What is still being typed belongs to what is thrown away: it must not come later.
    await autosaves.flushAll();
    autosaves.giveUp();
    const view = await call(commands.endPractice());
    this.now = undefined;
    if (view.start === 'unlocked') {
      session.fault = view.fault;
      await navigation.reset({ name: 'home' });
    } else {
      session.unlocked = false;
      await navigation.reset({ name: 'start' });
    }
  }
}

export const practice = new Practice();
