package dev.capstan.forge.plan;

import dev.capstan.forge.text.ImageChange;
import dev.capstan.forge.text.Marker;
import dev.capstan.forge.text.PullRequestText;
import java.util.List;
import java.util.Optional;

/**
 * What one group of images needs.
 *
 * @param owner one automation and group, as {@link Marker} names it
 * @param group for people
 * @param source the branch with the commits
 * @param target the branch that they are for
 * @param changes that the target branch does not have; empty when there are none
 * @param title that somebody wrote; empty for ours
 * @param labels by name
 * @param assignees people who are assigned to a new one
 * @param closesObsolete whether it is closed when nothing is left to propose
 * @param merges whether it is merged when its checks are green
 */
public record Wanted(
        String owner,
        String group,
        String source,
        String target,
        List<ImageChange> changes,
        Optional<String> title,
        List<String> labels,
        List<String> assignees,
        boolean closesObsolete,
        boolean merges) {

    /** Copies the lists. */
    public Wanted {
        changes = List.copyOf(changes);
        labels = List.copyOf(labels);
        assignees = List.copyOf(assignees);
    }

    /** The same with other changes. */
    public Wanted with(List<ImageChange> others) {
        return new Wanted(owner, group, source, target, others, title, labels, assignees, closesObsolete, merges);
    }

    PullRequestText text() {
        return PullRequestText.of(owner, group, changes, title);
    }
}
