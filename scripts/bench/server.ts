import type { Measurement } from './measure.ts';
type Scenarios = Readonly<Record<string, () => Promise<readonly Measurement[]>>>;
export const serverScenarios: Scenarios = {};
export const peerScenarios: Scenarios = {};
