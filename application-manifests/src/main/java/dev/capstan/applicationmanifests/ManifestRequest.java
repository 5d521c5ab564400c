package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.settings.ArgoSettings;
import java.util.List;
import java.util.function.Predicate;

/**
 * An Application whose objects are wanted.
 *
 * @param application its name as its marks have it: with its namespace and an underscore in front where that is not the control plane
 * @param project its name; never empty
 * @param namespace of the destination, for objects that name none
 * @param spec as it stands in the Application; never changed
 * @param revisions which commit or version of each source, in their order; empty texts, or a list that ends before, stand for what
 *     {@code targetRevision} means now
 * @param permits whether the project permits a repository as a source
 * @param settings of {@code argocd-cm}
 * @param target the cluster of the destination
 * @param isHard whether what was rendered before is not used again
 */
public record ManifestRequest(
        String application,
        String project,
        String namespace,
        JsonNode spec,
        List<String> revisions,
        Predicate<String> permits,
        ArgoSettings settings,
        TargetFacts target,
        boolean isHard) {

    /** Copies the list. */
    public ManifestRequest {
        revisions = List.copyOf(revisions);
    }

    /** The same, at other revisions. */
    public ManifestRequest at(List<String> others) {
        return new ManifestRequest(application, project, namespace, spec, others, permits, settings, target, isHard);
    }

    /** Without the spec, which may hold secrets in values. */
    @Override
    public String toString() {
        return "application " + application + " of project " + project;
    }
}
