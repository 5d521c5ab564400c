package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.DestinationRules.DestinationPattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An AppProject that was read. Immutable. */
public final class AppProject {
    /** The project of Applications that name none; made at the start where it is missing. */
    public static final String DEFAULT = "default";

    private final ProjectSpec spec;
    private final List<Cluster> ownClusters;
    private final SourceRules sources;
    private final DestinationRules destinations;
    private final SourceNamespaces namespaces;

    private AppProject(ProjectSpec spec, List<String> ownRepositories, List<Cluster> ownClusters) {
        this.spec = spec;
        this.ownClusters = ownClusters;
        this.sources = new SourceRules(spec.sourceRepos(), ownRepositories);
        this.destinations = new DestinationRules(spec.destinations(), ownClusters);
        this.namespaces = new SourceNamespaces(spec.sourceNamespaces());
    }

    /**
     * Reads an AppProject, with what belongs to it alone: its repositories and clusters are permitted as if its lists had them, but are
     * no patterns.
     *
     * @param ownRepositories URLs of Secrets that name the project
     * @param ownClusters clusters whose Secrets name the project
     */
    public static AppProject of(JsonNode object, List<String> ownRepositories, List<Cluster> ownClusters) {
        return new AppProject(ProjectSpec.of(object), ownRepositories, List.copyOf(ownClusters));
    }

    /**
     * The name of the project that an Application means.
     *
     * @param written what it says; null and nothing mean {@link #DEFAULT}
     */
    public static String named(@Nullable String written) {
        return written == null || written.isEmpty() ? DEFAULT : written;
    }

    /** The name. */
    public String name() {
        return spec.name();
    }

    /** Whether a repository may be a source. */
    public boolean permitsSource(String url) {
        return sources.permits(url);
    }

    /** Whether objects may go to a namespace of a cluster; if it demands so, only of the project's own clusters. */
    public boolean permitsDestination(Cluster cluster, String namespace) {
        return destinations.permits(cluster, namespace)
                && (!spec.permitsOwnClustersOnly() || ownClusters.stream().anyMatch(own -> isSame(own, cluster)));
    }

    private static boolean isSame(Cluster cluster, Cluster other) {
        return cluster.server().equals(other.server())
                || !cluster.name().isEmpty() && cluster.name().equals(other.name());
    }

    /** Whether Applications in a namespace may use the project; those of the control plane always may. */
    public boolean permitsApplicationsIn(String namespace, String controlPlane) {
        return namespace.equals(controlPlane) || namespaces.has(namespace);
    }

    /**
     * Whether a kind is permitted. One whose scope is not known must be permitted in both.
     *
     * @param name of the object; the lists of kinds of the cluster may name objects
     */
    public boolean permitsKind(String group, String kind, String name, Scope scope) {
        KindRules kinds = spec.kinds();
        return switch (scope) {
            case NAMESPACE -> kinds.permitsOfNamespace(group, kind);
            case CLUSTER -> kinds.permitsOfCluster(group, kind, name);
            case UNKNOWN -> kinds.permitsOfNamespace(group, kind) && kinds.permitsOfCluster(group, kind, name);
        };
    }

    /** Whether it holds nothing back but times, so that nobody gains by changing it: what is synced in time may change these, too. */
    boolean permitsEverything() {
        return spec.sourceRepos().contains("*")
                && spec.sourceRepos().stream().noneMatch(repository -> repository.startsWith("!"))
                && spec.destinations().stream().anyMatch(AppProject::isEverything)
                && spec.destinations().stream().noneMatch(AppProject::isDenial)
                && spec.kinds().permitsEverything()
                && !spec.permitsOwnClustersOnly()
                && !spec.demandsSignatures()
                && spec.serviceAccounts().isEmpty();
    }

    private static boolean isEverything(DestinationPattern pattern) {
        return (pattern.server().equals("*") || pattern.name().equals("*"))
                && pattern.namespace().equals("*");
    }

    private static boolean isDenial(DestinationPattern pattern) {
        return pattern.server().startsWith("!")
                || pattern.name().startsWith("!")
                || pattern.namespace().startsWith("!");
    }

    /** Whether it demands of any commit that it is signed. */
    public boolean demandsSignatures() {
        return spec.demandsSignatures();
    }

    /** When its Applications may sync. */
    public SyncWindows windows() {
        return spec.windows();
    }

    /** How orphaned objects are counted; empty when they are not. */
    public Optional<OrphanedResources> orphanedResources() {
        return spec.orphanedResources();
    }

    /** Which accounts apply. */
    public ServiceAccounts serviceAccounts() {
        return spec.serviceAccounts();
    }

    /** What is wrong with the object, for people; none of it makes other rules void. */
    public List<String> problems() {
        return spec.problems();
    }
}
