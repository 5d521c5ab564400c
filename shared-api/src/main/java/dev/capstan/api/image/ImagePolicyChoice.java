package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * How tags are compared. Of several, the first one in this order counts.
 *
 * @param semver as semantic versions
 * @param alphabetical by their letters
 * @param numerical as numbers
 */
@WireRecord
public record ImagePolicyChoice(
        @Nullable SemverChoice semver,
        @Nullable TagOrder alphabetical,
        @Nullable TagOrder numerical) {}
