package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a release is uninstalled.
 *
 * @param timeout limit of the action and of each of its hooks; absent means that of the HelmRelease
 * @param deletionPropagation what happens to the objects that those of the release own
 * @param disableHooks whether hooks are left out
 * @param disableWait whether not to wait until the objects are gone
 * @param keepHistory whether the records of the release stay
 */
@WireRecord
public record UninstallSpec(
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,

        @Nullable @Default("background") @OneOf({"background", "foreground", "orphan"})
        String deletionPropagation,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableHooks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWait,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean keepHistory) {}
