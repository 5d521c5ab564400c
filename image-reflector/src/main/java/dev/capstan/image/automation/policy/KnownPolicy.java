package dev.capstan.image.automation.policy;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.meta.ObjectKey;
import java.util.Map;
import java.util.Optional;

/**
 * An ImagePolicy as an automation sees it.
 *
 * @param name its name
 * @param labels its labels
 * @param imageRepository the ImageRepository that it chooses from
 * @param latest what it chose last
 * @param verdict whether that choice still holds
 */
public record KnownPolicy(
        String name,
        Map<String, String> labels,
        ObjectKey imageRepository,
        Optional<ImageRef> latest,
        Verdict verdict) {
    /** Copies the labels. */
    public KnownPolicy {
        labels = Map.copyOf(labels);
    }

    /** What the policy says about itself. */
    public sealed interface Verdict {
        /** Nothing against it. */
        record Holds() implements Verdict {}

        /** It failed, and will be tried again. */
        record Failing(String why) implements Verdict {}

        /** It cannot choose anything as it is written. */
        record Hopeless(String why) implements Verdict {}
    }
}
