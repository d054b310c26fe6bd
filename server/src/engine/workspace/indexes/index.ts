// All indexes: the ways in which a resource can be found by others.
import type { Index } from '../../model/rule.ts';

export const indexes: readonly Index[] = [];
