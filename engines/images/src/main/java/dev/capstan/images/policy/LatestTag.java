package dev.capstan.images.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds the latest of the tags of an image. Tags are looked at in the descending order of their bytes, each once, in whatever order they
 * are given; what is no tag by the specification of registries is skipped.
 */
public final class LatestTag {
    /** How many runners-up a selection names at most. */
    public static final int RUNNERS_UP = 5;

    private LatestTag() {}

    /** The latest tag by a policy, of those that the filter finds. */
    public static Selection choose(TagPolicy policy, Optional<TagFilter> filter, Collection<String> tags) {
        return evaluate(policy, filter, tags, false).selection();
    }

    /** As {@link #choose}, with what became of every tag. */
    public static Explanation explain(TagPolicy policy, Optional<TagFilter> filter, Collection<String> tags) {
        return evaluate(policy, filter, tags, true);
    }

    private static Explanation evaluate(
            TagPolicy policy, Optional<TagFilter> filter, Collection<String> tags, boolean withVerdicts) {
        return switch (Rule.of(policy)) {
            case Rule.Made.Refused(var invalid) -> new Explanation(invalid, List.of());
            case Rule.Made.Ready(var rule) ->
                switch (FilteredTags.of(filter, tags)) {
                    case FilteredTags.Filtering.Refused(var invalid) -> new Explanation(invalid, List.of());
                    case FilteredTags.Filtering.Done(var filtered) ->
                        new Contest<>(rule, filtered).result(withVerdicts);
                };
        };
    }
}
