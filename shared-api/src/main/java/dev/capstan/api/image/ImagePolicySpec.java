package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.NamespacedRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Of which repository, and which of its tags is the latest.
 *
 * @param imageRepositoryRef the ImageRepository; one of another namespace must allow it by its {@code accessFrom}
 * @param policy how tags are compared
 * @param filterTags which tags count, and which part of them is compared; absent means all, and the whole tag
 * @param digestReflectionPolicy whether the digest of the chosen tag is looked up: always, once for each tag, or never
 * @param interval how often the digest is looked up with the policy {@code Always}; Go notation
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "!has(self.interval) || (has(self.digestReflectionPolicy) && self.digestReflectionPolicy == 'Always')",
        message = "interval needs the digestReflectionPolicy 'Always'")
@ValidationRule(
        value = "has(self.interval) || !has(self.digestReflectionPolicy) || self.digestReflectionPolicy != 'Always'",
        message = "the digestReflectionPolicy 'Always' needs an interval")
public record ImagePolicySpec(
        @Required NamespacedRef imageRepositoryRef,
        @Required ImagePolicyChoice policy,
        @Nullable TagFilter filterTags,

        @Nullable @Default("Never") @OneOf({"Always", "IfNotPresent", "Never"})
        String digestReflectionPolicy,

        @Nullable @Pattern(Patterns.INTERVAL) String interval,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {

    /** The digest is looked up again and again. */
    public static final String ALWAYS = "Always";

    /** The digest is looked up when the tag is chosen. */
    public static final String IF_NOT_PRESENT = "IfNotPresent";
}
