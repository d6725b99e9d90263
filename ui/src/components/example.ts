/** Examples of a component as data: shown on the examples page, and each one tested. */
import { createRawSnippet, type Component, type Snippet } from 'svelte';

/** One example. `fixture` names the example of govuk-frontend that it must render the same as. */
export interface Example {
  name: string;
  props: Record<string, unknown>;
  fixture?: string;
}

/** All examples of one component. */
export interface Examples {
  /** The component's folder, which is also its name in govuk-frontend when it has one there. */
  folder: string;
  // The props of each component differ; the examples are checked by rendering them.
  component: Component<Record<string, unknown>>;
  examples: Example[];
}

/** Gathers examples, checking each against the component's own props. */
export function examplesOf<P>(
  folder: string,
  component: (internals: never, props: P) => unknown,
  examples: { name: string; props: NoInfer<P>; fixture?: string }[],
): Examples {
  return { folder, component, examples } as unknown as Examples;
}

/** A paragraph as content, whatever the snippet is given. */
export function paragraph<P extends unknown[] = []>(text: string): Snippet<P> {
  return createRawSnippet<P>(() => ({
    render: () => `<p class="govuk-body">${text}</p>`,
  }));
}

/** For what an example does not do when it is pressed. */
export const nothing = (): void => undefined;
