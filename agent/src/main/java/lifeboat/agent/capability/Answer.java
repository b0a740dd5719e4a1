package lifeboat.agent.capability;

import lifeboat.agent.step.Outcome;

/** What a command is answered with. */
public sealed interface Answer {

    /** It is in the journal, and will be or is being carried out. */
    record Accepted() implements Answer {}

    /** It was carried out before. */
    record Ended(Outcome outcome) implements Answer {}

    /** It will not be carried out, and nothing of it is kept. */
    record Refused(Outcome.Failed failure) implements Answer {}
}
