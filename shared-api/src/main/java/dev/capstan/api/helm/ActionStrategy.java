package dev.capstan.api.helm;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What follows when an install or an upgrade failed.
 *
 * @param name whether the failure is undone, or the action tried again on top of it
 * @param retryInterval how long to wait before the next try; only with {@code RetryOnFailure}; absent means 5 minutes
 */
@WireRecord
@ValidationRule(
        value = "!has(self.retryInterval) || self.name == 'RetryOnFailure'",
        message = ".retryInterval needs the .name 'RetryOnFailure'")
public record ActionStrategy(
        @Required @OneOf({"RemediateOnFailure", "RetryOnFailure"})
        String name,

        @Nullable @Pattern(Patterns.INTERVAL) String retryInterval) {
    /** The strategy that never undoes anything. */
    public static final String RETRY_ON_FAILURE = "RetryOnFailure";
}
