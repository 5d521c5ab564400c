package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which chart, with which values, as which release, and what is done when something fails.
 *
 * @param chart the chart, as the template of a HelmChart; this or {@code chartRef}
 * @param chartRef the chart, as the artifact of a source; this or {@code chart}
 * @param interval how often everything is looked at again; Go notation
 * @param suspend whether the object is to be left alone
 * @param releaseName name of the release; absent means the target namespace, if set, and the name of this object
 * @param targetNamespace namespace of the release; absent means that of this object
 * @param storageNamespace where the records of the release are kept; absent means the namespace of this object
 * @param dependsOn objects that must be ready first; HelmReleases, unless they name another kind
 * @param timeout limit of each action and hook; absent means 5 minutes
 * @param maxHistory how many records of the release are kept; 0 without a limit, absent means 5
 * @param serviceAccountName account whose rights are used
 * @param kubeConfig another cluster to install to
 * @param persistentClient without effect: the client is always kept
 * @param driftDetection what is done about objects that others changed
 * @param install how the release is installed
 * @param upgrade how it is upgraded
 * @param test whether and how it is tested
 * @param rollback how a failed upgrade is rolled back
 * @param uninstall how it is uninstalled
 * @param valuesFrom ConfigMaps and Secrets with values; later ones win
 * @param values values that win over all others
 * @param postRenderers changes to what the chart renders, in this order
 * @param postRenderStrategy whether hooks are changed, too; absent means {@code combined}
 * @param commonMetadata labels and annotations that every object gets
 * @param waitStrategy by which rules objects count as ready; absent means {@code poller}
 * @param healthCheckExprs CEL rules that decide the health of custom kinds
 */
@WireRecord
@ValidationRule(value = "has(self.chart) != has(self.chartRef)", message = "set exactly one of chart and chartRef")
public record HelmReleaseSpec(
        @Nullable HelmChartTemplate chart,
        @Nullable ChartReference chartRef,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend,
        @Nullable @Size(min = 1, max = 53) String releaseName,
        @Nullable @Size(min = 1, max = 63) String targetNamespace,
        @Nullable @Size(min = 1, max = 63) String storageNamespace,
        List<Dependency> dependsOn,
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @Nullable Long maxHistory,
        @Nullable @Size(min = 1, max = 253) String serviceAccountName,
        @Nullable KubeConfigRef kubeConfig,
        @Nullable Boolean persistentClient,
        @Nullable DriftDetection driftDetection,
        @Nullable InstallSpec install,
        @Nullable UpgradeSpec upgrade,
        @Nullable TestSpec test,
        @Nullable RollbackSpec rollback,
        @Nullable UninstallSpec uninstall,
        List<ValuesReference> valuesFrom,
        @Nullable @PreserveUnknownFields JsonNode values,
        List<PostRendererSpec> postRenderers,

        @Nullable @OneOf({"nohooks", "combined", "separate"})
        String postRenderStrategy,

        @Nullable CommonMetadata commonMetadata,
        @Nullable WaitStrategy waitStrategy,
        List<HealthCheckExpr> healthCheckExprs) {

    /** Reads absent lists as empty and copies the others. */
    public HelmReleaseSpec {
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
        valuesFrom = valuesFrom == null ? List.of() : List.copyOf(valuesFrom);
        postRenderers = postRenderers == null ? List.of() : List.copyOf(postRenderers);
        healthCheckExprs = healthCheckExprs == null ? List.of() : List.copyOf(healthCheckExprs);
    }
}
