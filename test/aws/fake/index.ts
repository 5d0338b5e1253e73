export { startFake } from "./start-fake.ts";
export type { Answer, AnswerOf, Billable, Fake, FakeOptions, LoggedCall, ObjectStore } from "./types.ts";
