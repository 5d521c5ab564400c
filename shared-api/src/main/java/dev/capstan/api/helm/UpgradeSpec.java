package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a release is upgraded.
 *
 * @param timeout limit of the action and of each of its hooks; absent means that of the HelmRelease
 * @param strategy what follows when it failed; absent means {@code RemediateOnFailure}
 * @param remediation how often a failure is undone and tried again
 * @param crds what is done with the chart's {@code crds/}; absent means {@code Create}
 * @param chartNameChangeStrategy what happens when the chart has another name than the one that is installed; absent means
 *     {@code Reinstall}
 * @param cleanupOnFail whether objects that a failed upgrade made are deleted
 * @param disableHooks whether hooks are left out
 * @param disableOpenAPIValidation whether the objects are not checked against the schema of the cluster
 * @param disableSchemaValidation whether the values are not checked against the schema of the chart
 * @param disableTakeOwnership whether objects that belong to no release, or to another one, are left alone and fail the upgrade
 * @param disableWait whether the objects need not become ready
 * @param disableWaitForJobs whether Jobs need not complete
 * @param force whether objects are replaced; without effect where they are applied by the server
 * @param preserveValues whether the values of the last release stay where the new ones say nothing
 * @param serverSideApply whether objects are applied by the server; absent means {@code auto}: as the last release was
 */
@WireRecord
public record UpgradeSpec(
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @Nullable ActionStrategy strategy,
        @Nullable UpgradeRemediation remediation,

        @Nullable @OneOf({"Skip", "Create", "CreateReplace"})
        String crds,

        @Nullable @OneOf({"InPlaceUpdate", "Reinstall"}) String chartNameChangeStrategy,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean cleanupOnFail,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableHooks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableOpenAPIValidation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableSchemaValidation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableTakeOwnership,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWait,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWaitForJobs,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean force,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean preserveValues,
        @Nullable @OneOf({"enabled", "disabled", "auto"}) String serverSideApply) {}
