package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An image that is not written again because a person took it back in Git.
 *
 * @param policy name of the policy that chose it
 * @param tag the tag that was taken back; a newer one is written
 * @param digest the digest that was written with it; absent when none was
 * @param commit the commit that took it back
 */
@WireRecord
public record LeftAlone(
        @Required String policy,
        @Required String tag,
        @Nullable String digest,
        @Nullable String commit) {}
