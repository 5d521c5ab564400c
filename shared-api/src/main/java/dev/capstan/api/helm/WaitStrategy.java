package dev.capstan.api.helm;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * By which rules objects count as ready.
 *
 * @param name {@code poller}: the rules of the toolkit; {@code legacy}: those of Helm 3
 */
@WireRecord
public record WaitStrategy(
        @Required @OneOf({"poller", "legacy"}) String name) {
    /** The rules of Helm 3. */
    public static final String LEGACY = "legacy";
}
