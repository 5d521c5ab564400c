package dev.capstan.image.policy;

import dev.capstan.api.image.ImagePolicySpec;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a status says of the image that was chosen. */
public final class ChosenImage {
    private ChosenImage() {}

    /** What is done about the digest of the chosen tag. */
    public sealed interface DigestNeed {
        /** It is looked up. */
        record LookUp() implements DigestNeed {}

        /** It is known, or nobody wants it. */
        record Known(Optional<String> digest) implements DigestNeed {}
    }

    /** Whether the digest of a tag is looked up. */
    public static DigestNeed digestNeed(ImagePolicySpec spec, ImagePolicyStatus status, ImageRef chosen) {
        String policy = spec.digestReflectionPolicy();
        if (ImagePolicySpec.ALWAYS.equals(policy)) {
            return new DigestNeed.LookUp();
        }
        if (!ImagePolicySpec.IF_NOT_PRESENT.equals(policy)) {
            return new DigestNeed.Known(Optional.empty());
        }
        return Optional.ofNullable(status.latestRef())
                .filter(before -> before.nameAndTag().equals(chosen.nameAndTag()))
                .map(ImageRef::digest)
                .filter(digest -> !digest.isEmpty())
                .<DigestNeed>map(digest -> new DigestNeed.Known(Optional.of(digest)))
                .orElseGet(DigestNeed.LookUp::new);
    }

    /** The status with this image; the one before is remembered when it was another. */
    public static ImagePolicyStatus in(ImagePolicyStatus status, ImageRef chosen) {
        @Nullable ImageRef before = status.latestRef();
        return chosen.equals(before)
                ? status.withImages(chosen, status.observedPreviousRef())
                : status.withImages(chosen, before == null ? status.observedPreviousRef() : before);
    }

    /** What the condition says of a status with an image. */
    public static String message(ImageRef latest, @Nullable ImageRef previous) {
        var text = new StringBuilder("Latest image tag for ")
                .append(latest.name())
                .append(" resolved to ")
                .append(latest.tag());
        if (latest.digest() != null && !latest.digest().isEmpty()) {
            text.append(" with digest ").append(latest.digest());
        }
        if (previous != null && !previous.equals(latest)) {
            text.append(" (previously ").append(previous).append(')');
        }
        return text.toString();
    }
}
