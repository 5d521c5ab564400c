package dev.capstan.api.argo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Applications of a project may do.
 *
 * @param description what the project is for
 * @param sourceRepos repositories that may be used, as patterns; {@code !} denies
 * @param destinations where objects may go, as patterns; {@code !} denies
 * @param sourceNamespaces namespaces beside the control plane that Applications may live in
 * @param clusterResourceWhitelist kinds without a namespace that are allowed; absent means none
 * @param clusterResourceBlacklist kinds without a namespace that are denied
 * @param namespaceResourceWhitelist kinds with a namespace that are allowed; absent means all, empty none
 * @param namespaceResourceBlacklist kinds with a namespace that are denied
 * @param roles roles of people and programs in the project
 * @param syncWindows when syncs may take place
 * @param orphanedResources whether objects are watched for that belong to no Application
 * @param signatureKeys keys of which one must have signed the commits
 * @param sourceIntegrity which sources must be signed, and by whom
 * @param permitOnlyProjectScopedClusters whether only clusters may be used that belong to the project
 * @param destinationServiceAccounts service accounts that objects are applied as
 */
@ExactRecord
public record AppProjectSpec(
        @Nullable @Size(max = 255) String description,
        List<String> sourceRepos,
        List<ApplicationDestination> destinations,
        List<String> sourceNamespaces,
        List<ClusterResource> clusterResourceWhitelist,
        List<ClusterResource> clusterResourceBlacklist,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) List<GroupKind> namespaceResourceWhitelist,
        List<GroupKind> namespaceResourceBlacklist,
        List<ProjectRole> roles,
        List<SyncWindow> syncWindows,
        @Nullable OrphanedResources orphanedResources,
        List<SignatureKey> signatureKeys,
        @Nullable SourceIntegrity sourceIntegrity,
        @Nullable Boolean permitOnlyProjectScopedClusters,
        List<DestinationServiceAccount> destinationServiceAccounts) {

    /** Reads absent lists and maps as empty, but where that is something else, and copies the others. */
    public AppProjectSpec {
        sourceRepos = sourceRepos == null ? List.of() : List.copyOf(sourceRepos);
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
        sourceNamespaces = sourceNamespaces == null ? List.of() : List.copyOf(sourceNamespaces);
        clusterResourceWhitelist = clusterResourceWhitelist == null ? List.of() : List.copyOf(clusterResourceWhitelist);
        clusterResourceBlacklist = clusterResourceBlacklist == null ? List.of() : List.copyOf(clusterResourceBlacklist);
        namespaceResourceWhitelist =
                namespaceResourceWhitelist == null ? null : List.copyOf(namespaceResourceWhitelist);
        namespaceResourceBlacklist =
                namespaceResourceBlacklist == null ? List.of() : List.copyOf(namespaceResourceBlacklist);
        roles = roles == null ? List.of() : List.copyOf(roles);
        syncWindows = syncWindows == null ? List.of() : List.copyOf(syncWindows);
        signatureKeys = signatureKeys == null ? List.of() : List.copyOf(signatureKeys);
        destinationServiceAccounts =
                destinationServiceAccounts == null ? List.of() : List.copyOf(destinationServiceAccounts);
    }
}
