package dev.capstan.image.automation.takeback;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.LeftAlone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of images that people took back, and of what was written before: enough to know when the history must be asked.
 *
 * @param remembered from earlier runs
 * @param written what earlier runs wrote, or found to be written, by the names of the policies
 */
public record TakenBack(List<LeftAlone> remembered, Map<String, ImageRef> written) {
    /** Copies the lists. */
    public TakenBack {
        remembered = List.copyOf(remembered);
        written = Map.copyOf(written);
    }

    /** What is remembered against an image of a policy. */
    public Optional<LeftAlone> of(String policy, ImageRef image) {
        return remembered.stream()
                .filter(left -> left.policy().equals(policy) && isSame(left, image))
                .findFirst();
    }

    /** What was never written cannot have been taken back, as far as the status knows; without a status everything may have been. */
    public boolean mayHaveBeen(String policy, ImageRef image) {
        ImageRef last = written.get(policy);
        return last == null || last.equals(image);
    }

    private static boolean isSame(LeftAlone left, ImageRef image) {
        return left.tag().equals(image.tag())
                && (left.digest() == null || Objects.equals(left.digest(), image.digest()));
    }
}
