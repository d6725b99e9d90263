/** How much a tag stands out. There is no colour for "safe": nothing here says that. */
export type TagKind = 'plain' | 'note' | 'caution' | 'urgent';
