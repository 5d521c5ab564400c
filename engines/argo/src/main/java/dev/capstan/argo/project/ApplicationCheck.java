package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.repository.RepositoryUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an Application as a whole is one that its project permits. Each message is an {@code InvalidSpecError}, without users and
 * passwords that URLs name; what is not permitted is said in Argo CD's words.
 */
public final class ApplicationCheck {
    private final AppProject project;
    private final Clusters clusters;

    /**
     * Checks against a project.
     *
     * @param clusters among which destinations are looked up
     */
    public ApplicationCheck(AppProject project, Clusters clusters) {
        this.project = project;
        this.clusters = clusters;
    }

    /** Why an Application may not use the project from its namespace; empty when it may. */
    public Optional<String> namespaceProblem(String application, String namespace, String controlPlane) {
        return project.permitsApplicationsIn(namespace, controlPlane)
                ? Optional.empty()
                : Optional.of("project '" + project.name() + "' has no source namespace for application '" + application
                        + "' in '" + namespace + "'");
    }

    /** What is wrong with {@code spec}: incomplete sources, else what is not permitted; empty when it may be compared and synced. */
    public List<String> problems(JsonNode spec) {
        JsonNode several = spec.path("sources");
        boolean isMultiple = several.isArray() && !several.isEmpty();
        List<JsonNode> sources = new ArrayList<>();
        if (isMultiple) {
            several.forEach(sources::add);
        } else {
            sources.add(spec.path("source"));
        }
        var problems = new ArrayList<String>();
        for (JsonNode source : sources) {
            Optional<String> incomplete = incomplete(source, isMultiple);
            if (incomplete.isPresent()) {
                problems.add(incomplete.get());
                return problems;
            }
            String url = source.path("repoURL").asText("");
            if (!project.permitsSource(url)) {
                problems.add("application repo " + RepositoryUrl.shown(url) + " is not permitted in project '"
                        + project.name() + "'");
            }
        }
        destinationProblem(Destination.of(spec.path("destination"))).ifPresent(problems::add);
        return problems;
    }

    private static Optional<String> incomplete(JsonNode source, boolean isMultiple) {
        boolean hasUrl = !source.path("repoURL").asText("").isEmpty();
        boolean hasChart = !source.path("chart").asText("").isEmpty();
        boolean hasContent = hasChart || !source.path("path").asText("").isEmpty();
        boolean isReference = isMultiple && !source.path("ref").asText("").isEmpty();
        if (!hasUrl || !hasContent && !isReference) {
            return Optional.of(
                    isMultiple
                            ? "the source '"
                                    + RepositoryUrl.shown(source.path("repoURL").asText(""))
                                    + "' needs a repoURL, and a path, a chart or a ref"
                            : "the source needs a repoURL, and a path or a chart");
        }
        return hasChart && source.path("targetRevision").asText("").isEmpty()
                ? Optional.of("the source is a chart, and needs its version as targetRevision")
                : Optional.empty();
    }

    private Optional<String> destinationProblem(Destination destination) {
        return switch (clusters.find(destination)) {
            case Clusters.Lookup.NotFound(String why) -> Optional.of(why);
            case Clusters.Lookup.Unusable(String why) -> Optional.of(why);
            case Clusters.Lookup.Found(Cluster cluster) -> {
                String shown = destination.name().isEmpty() ? cluster.server() : cluster.name();
                yield project.permitsDestination(cluster, destination.namespace())
                        ? Optional.empty()
                        : Optional.of("application destination server '" + shown + "' and namespace '"
                                + destination.namespace()
                                + "' do not match any of the allowed destinations in project '" + project.name()
                                + "'");
            }
        };
    }
}
