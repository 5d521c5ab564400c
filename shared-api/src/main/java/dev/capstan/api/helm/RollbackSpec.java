package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a failed upgrade is rolled back.
 *
 * @param timeout limit of the action and of each of its hooks; absent means that of the HelmRelease
 * @param cleanupOnFail whether objects that a failed rollback made are deleted
 * @param disableHooks whether hooks are left out
 * @param disableWait whether the objects need not become ready
 * @param disableWaitForJobs whether Jobs need not complete
 * @param force whether objects are replaced; without effect where they are applied by the server
 * @param recreate without effect; kept for objects of older versions
 * @param serverSideApply whether objects are applied by the server; absent means {@code auto}: as the release was
 */
@WireRecord
public record RollbackSpec(
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean cleanupOnFail,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableHooks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWait,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWaitForJobs,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean force,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean recreate,
        @Nullable @OneOf({"enabled", "disabled", "auto"}) String serverSideApply) {}
