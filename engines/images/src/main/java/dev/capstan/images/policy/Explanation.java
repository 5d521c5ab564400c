package dev.capstan.images.policy;

import java.util.List;

/**
 * A selection with what became of every tag.
 *
 * @param verdicts those with a rank first, best first; then the others, in descending order. Empty when the policy is invalid
 */
public record Explanation(Selection selection, List<TagVerdict> verdicts) {
    /** Copies the list. */
    public Explanation {
        verdicts = List.copyOf(verdicts);
    }
}
