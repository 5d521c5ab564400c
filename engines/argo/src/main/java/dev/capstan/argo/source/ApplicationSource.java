package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source of an Application. Empty texts are not given.
 *
 * @param path of a folder in a Git repository
 * @param chart in a Helm repository
 * @param ref by which values files of other sources refer to this repository
 * @param plugin the name of a plugin; empty for none, and present without a name when one is to be found
 */
public record ApplicationSource(
        String repoUrl,
        String path,
        String chart,
        String targetRevision,
        String tagPrefix,
        String ref,
        String name,
        Optional<HelmOptions> helm,
        Optional<KustomizeOptions> kustomize,
        Optional<DirectoryOptions> directory,
        Optional<String> plugin) {

    /** Reads one element of {@code sources}, or {@code source}. */
    public static ApplicationSource of(JsonNode source) {
        return new ApplicationSource(
                Fields.text(source, "repoURL"),
                Fields.text(source, "path"),
                Fields.text(source, "chart"),
                Fields.text(source, "targetRevision"),
                Fields.text(source, "tagPrefix"),
                Fields.text(source, "ref"),
                Fields.text(source, "name"),
                options(source, "helm").map(HelmOptions::of),
                options(source, "kustomize").map(KustomizeOptions::of),
                options(source, "directory").map(DirectoryOptions::of),
                options(source, "plugin").map(plugin -> Fields.text(plugin, "name")));
    }

    private static Optional<JsonNode> options(JsonNode source, String field) {
        return Optional.of(source.path(field)).filter(JsonNode::isObject);
    }

    /** Whether it is there for others to refer to, and yields no objects itself. */
    public boolean isReferenceOnly() {
        return !ref.isEmpty() && path.isEmpty() && chart.isEmpty();
    }

    /** Whether it lies in an OCI registry. */
    public boolean isOci() {
        return repoUrl.startsWith("oci://");
    }

    /** Whether it lies in a Git repository. */
    public boolean isGit() {
        return chart.isEmpty() && !isOci();
    }

    /** The kinds whose options are given, in Argo CD's order. */
    List<SourceKind> explicitKinds() {
        List<SourceKind> kinds = new ArrayList<>();
        kustomize.ifPresent(_ -> kinds.add(SourceKind.KUSTOMIZE));
        helm.ifPresent(_ -> kinds.add(SourceKind.HELM));
        directory.ifPresent(_ -> kinds.add(SourceKind.DIRECTORY));
        plugin.ifPresent(_ -> kinds.add(SourceKind.PLUGIN));
        return kinds;
    }
}
