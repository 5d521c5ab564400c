package dev.capstan.application.set;

import dev.capstan.argo.set.status.SetConditions;
import dev.capstan.argo.set.status.SetResources;

/**
 * How a pass over a set ended.
 *
 * @param health how well the set is
 * @param resources its Applications
 * @param done what was done to them
 * @param knowledge for the next pass
 * @param next when that should be, beside what {@code knowledge} says
 */
public record SetOutcome(
        SetState state,
        SetConditions.Health health,
        SetResources resources,
        SetChanges done,
        SetKnowledge knowledge,
        Next next) {

    /** When to look again. */
    public enum Next {
        /** When something changes. */
        ON_CHANGE,
        /** Soon: something changed meanwhile. */
        SOON,
        /** After a while that grows: something went wrong that may go well by itself. */
        LATER
    }
}
