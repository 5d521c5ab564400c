package dev.capstan.image.policy;

import dev.capstan.api.image.ImagePolicySpec;
import dev.capstan.images.policy.LatestTag;
import dev.capstan.images.policy.Selection;
import dev.capstan.images.policy.TagFilter;
import dev.capstan.images.policy.TagOrder;
import dev.capstan.images.policy.TagPolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tag that a policy chooses of a list. */
public sealed interface TagChoice {

    /** This one. */
    record Chosen(String tag) implements TagChoice {}

    /** None. */
    record None(PolicyFailure failure) implements TagChoice {}

    /** Chooses of the tags of a scan. */
    static TagChoice of(ImagePolicySpec spec, List<String> tags) {
        return policy(spec)
                .map(policy -> switch (LatestTag.choose(policy, filter(spec), tags)) {
                    case Selection.Chosen chosen -> new Chosen(chosen.tag());
                    case Selection.NoneMatches none -> new None(new PolicyFailure.NoneMatches(none.why()));
                    case Selection.PolicyInvalid(var field, var why) ->
                        new None(new PolicyFailure.PolicyInvalid(field, why));
                })
                .orElseGet(() -> new None(new PolicyFailure.PolicyInvalid(
                        "policy", "one of 'semver', 'alphabetical' and 'numerical' must be set")));
    }

    private static Optional<TagPolicy> policy(ImagePolicySpec spec) {
        var choice = spec.policy();
        if (choice == null) {
            return Optional.empty();
        }
        if (choice.semver() != null) {
            return Optional.of(new TagPolicy.Semver(choice.semver().range()));
        }
        if (choice.alphabetical() != null) {
            return Optional.of(new TagPolicy.Alphabetical(order(choice.alphabetical())));
        }
        return Optional.ofNullable(choice.numerical()).map(it -> new TagPolicy.Numerical(order(it)));
    }

    private static TagOrder order(dev.capstan.api.image.TagOrder order) {
        return order.descends() ? TagOrder.DESC : TagOrder.ASC;
    }

    private static Optional<TagFilter> filter(ImagePolicySpec spec) {
        return Optional.ofNullable(spec.filterTags())
                .map(filter -> new TagFilter(textOf(filter.pattern()), textOf(filter.extract())));
    }

    private static String textOf(@Nullable String text) {
        return text == null ? "" : text;
    }
}
