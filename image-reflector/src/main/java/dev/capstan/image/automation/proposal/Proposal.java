package dev.capstan.image.automation.proposal;

import dev.capstan.image.automation.change.ValueChange;
import java.util.List;
import java.util.Optional;

/**
 * What one group of images has to propose.
 *
 * @param group what the group is called
 * @param branch that is proposed
 * @param head its head, 40 hexadecimal digits; empty when the branch does not exist
 * @param hasCommitsOfOthers whether somebody else made commits on it that the base does not have
 * @param changes what it would change in the base, marker by marker; empty when nothing is left to propose
 */
public record Proposal(
        String group, String branch, Optional<String> head, boolean hasCommitsOfOthers, List<ValueChange> changes) {
    /** Copies the list. */
    public Proposal {
        changes = List.copyOf(changes);
    }
}
