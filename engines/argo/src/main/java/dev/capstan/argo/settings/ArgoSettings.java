package dev.capstan.argo.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.tracking.TrackingMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code argocd-cm} says.
 *
 * @param tracking how objects are marked as those of an Application
 * @param instanceLabel the key of the label that names the Application
 * @param installationId empty for none
 * @param reconciliation how often an Application is refreshed without reason; zero for never
 * @param hardReconciliation how often also without caches; zero for never
 * @param exclusions what is not looked at
 * @param inclusions what alone is looked at; empty for everything
 * @param compareOptions of all comparisons
 * @param healthScripts scripts by {@code <group>/<kind>}, where they replace rules of ours
 * @param ignoreDifferences {@code jsonPointers}, {@code jqPathExpressions} and {@code managedFieldsManagers}, by {@code <group>/<kind>};
 *     {@code *}{@code /*} for all kinds
 * @param maskedAnnotations keys of annotations of Secrets whose values are shown no more than the data
 * @param kustomize flags of builds
 * @param isInClusterEnabled whether the cluster of the controller may be a destination
 * @param notices what is not acted on, or cannot be read; for people
 */
public record ArgoSettings(
        TrackingMethod tracking,
        String instanceLabel,
        String installationId,
        Duration reconciliation,
        Duration hardReconciliation,
        List<ResourcePattern> exclusions,
        List<ResourcePattern> inclusions,
        CompareOptions compareOptions,
        Map<String, String> healthScripts,
        Map<String, JsonNode> ignoreDifferences,
        Set<String> maskedAnnotations,
        KustomizeFlags kustomize,
        boolean isInClusterEnabled,
        List<String> notices) {
    /** Where there is no such ConfigMap. */
    public static final ArgoSettings DEFAULT = SettingsReader.read(Map.of());

    /** Copies lists and maps. */
    public ArgoSettings {
        exclusions = List.copyOf(exclusions);
        inclusions = List.copyOf(inclusions);
        healthScripts = Map.copyOf(healthScripts);
        ignoreDifferences = Map.copyOf(ignoreDifferences);
        maskedAnnotations = Set.copyOf(maskedAnnotations);
        notices = List.copyOf(notices);
    }

    /**
     * Options of all comparisons.
     *
     * @param ignoresAggregatedRoles whether rules of aggregated roles are no difference
     * @param ignoredStatus of which kinds the status is no difference
     */
    public record CompareOptions(boolean ignoresAggregatedRoles, IgnoredStatus ignoredStatus) {}

    /** Kinds of which the status is no difference. */
    public enum IgnoredStatus {
        ALL,
        CRD,
        NONE
    }

    /** Reads the data of the ConfigMap. Never fails: what cannot be read has its default, and a notice. */
    public static ArgoSettings of(Map<String, String> data) {
        return SettingsReader.read(data);
    }

    /** Whether objects of a kind are looked at on a cluster: included if there are inclusions, and not excluded. */
    public boolean watches(String group, String kind, String server) {
        return (inclusions.isEmpty() || anyMatches(inclusions, group, kind, server))
                && !anyMatches(exclusions, group, kind, server);
    }

    private static boolean anyMatches(List<ResourcePattern> patterns, String group, String kind, String server) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(group, kind, server));
    }
}
