package dev.capstan.image.automation.policy;

import dev.capstan.api.image.ImageRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The policies that an automation goes by (ADR 0311): those with an image are written; of those that are broken nothing is, and the
 * status says so where a marker names them; those that have chosen nothing yet are waited for.
 *
 * @param usable by name
 * @param broken by name, with what is wrong
 */
public record SelectedPolicies(Map<String, KnownPolicy> usable, Map<String, String> broken) {
    /** Copies the maps, sorted. */
    public SelectedPolicies {
        usable = Collections.unmodifiableMap(new TreeMap<>(usable));
        broken = Collections.unmodifiableMap(new TreeMap<>(broken));
    }

    /** Those of the given ones, all of one namespace, that a selector chooses. */
    public static SelectedPolicies of(LabelMatch selector, Collection<KnownPolicy> policies) {
        var usable = new TreeMap<String, KnownPolicy>();
        var broken = new TreeMap<String, String>();
        for (KnownPolicy policy : policies) {
            if (!selector.matches(policy.labels())) {
                continue;
            }
            brokenBy(policy).ifPresent(why -> broken.put(policy.name(), why));
            if (policy.latest().isPresent() && !broken.containsKey(policy.name())) {
                usable.put(policy.name(), policy);
            }
        }
        return new SelectedPolicies(usable, broken);
    }

    /** What was chosen before a failure that passes still holds; what cannot be chosen any more does not. */
    private static Optional<String> brokenBy(KnownPolicy policy) {
        return switch (policy.verdict()) {
            case KnownPolicy.Verdict.Holds _ -> Optional.empty();
            case KnownPolicy.Verdict.Failing(String why) ->
                policy.latest().isPresent() ? Optional.empty() : Optional.of(why);
            case KnownPolicy.Verdict.Hopeless(String why) -> Optional.of(why);
        };
    }

    /** The images by the names of their policies. */
    public Map<String, ImageRef> images() {
        var images = new TreeMap<String, ImageRef>();
        usable.forEach((name, policy) -> policy.latest().ifPresent(image -> images.put(name, image)));
        return images;
    }

    /** The same, where images that may not be written make their policies broken. */
    public SelectedPolicies refusing(Predicate<ImageRef> refused, String why) {
        var left = new TreeMap<>(usable);
        var more = new TreeMap<>(broken);
        images().forEach((name, image) -> {
            if (refused.test(image)) {
                left.remove(name);
                more.put(name, why);
            }
        });
        return new SelectedPolicies(left, more);
    }

    /** The same with fewer usable ones. */
    public SelectedPolicies keeping(Predicate<KnownPolicy> kept) {
        var fewer = new TreeMap<String, KnownPolicy>();
        usable.values().stream().filter(kept).forEach(policy -> fewer.put(policy.name(), policy));
        return new SelectedPolicies(fewer, broken);
    }

    /** The usable ones, sorted by name. */
    public List<KnownPolicy> sorted() {
        var all = new ArrayList<>(usable.values());
        all.sort(Comparator.comparing(KnownPolicy::name));
        return all;
    }
}
