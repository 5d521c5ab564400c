package dev.capstan.api.source;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that a revision must carry.
 *
 * @param mode what must be signed: the commit, the tag object, or both
 * @param secretRef the public keys
 */
@WireRecord
public record GitVerification(
        @Nullable @Default("HEAD") @OneOf({"head", "HEAD", "Tag", "TagAndHEAD"})
        String mode,

        @Required LocalRef secretRef) {}
