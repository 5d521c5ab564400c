package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a release is installed.
 *
 * @param timeout limit of the action and of each of its hooks; absent means that of the HelmRelease
 * @param strategy what follows when it failed; absent means {@code RemediateOnFailure}
 * @param remediation how often a failure is undone and tried again
 * @param crds what is done with the chart's {@code crds/}; absent means {@code Create}
 * @param createNamespace whether the target namespace is made where there is none
 * @param disableHooks whether hooks are left out
 * @param disableOpenAPIValidation whether the objects are not checked against the schema of the cluster
 * @param disableSchemaValidation whether the values are not checked against the schema of the chart
 * @param disableTakeOwnership whether objects that belong to no release, or to another one, are left alone and fail the install
 * @param disableWait whether the objects need not become ready
 * @param disableWaitForJobs whether Jobs need not complete
 * @param replace whether the name of a release that was uninstalled and kept its history may be used again
 * @param serverSideApply whether objects are applied by the server; absent means that they are
 * @param skipCRDs without effect; kept for objects of older versions
 */
@WireRecord
public record InstallSpec(
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @Nullable ActionStrategy strategy,
        @Nullable InstallRemediation remediation,

        @Nullable @OneOf({"Skip", "Create", "CreateReplace"})
        String crds,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean createNamespace,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableHooks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableOpenAPIValidation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableSchemaValidation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableTakeOwnership,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWait,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disableWaitForJobs,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean replace,
        @Nullable Boolean serverSideApply,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean skipCRDs) {}
