package dev.capstan.cli.bootstrap;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.List;

/**
 * How a cluster keeps itself: a GitRepository and a Kustomization of one name.
 *
 * @param name of both objects and of their namespace
 * @param url as the source-controller reaches the repository
 * @param branch without {@code refs/heads/}
 * @param path of the cluster in the repository
 * @param interval how often the repository is asked; Go notation
 * @param secret with the credentials for it
 * @param hasSubmodules whether submodules are fetched, too
 */
record SyncSpec(
        String name,
        String url,
        String branch,
        ClusterPath path,
        String interval,
        String secret,
        boolean hasSubmodules) {

    /** The account that may do everything, since tenants are locked down. */
    private static final String ACCOUNT = "cluster-reconciler";

    private static final String INTERVAL = "10m0s";

    /** Both objects. */
    List<YamlMap> objects() {
        return List.of(
                object(ToolkitKind.GIT_REPOSITORY, source()), object(ToolkitKind.KUSTOMIZATION, kustomization()));
    }

    private YamlMap source() {
        YamlMap.Builder spec = YamlMap.builder()
                .put("interval", text(interval))
                .put("ref", YamlMap.of("branch", text(branch)))
                .put("secretRef", YamlMap.of("name", text(secret)))
                .put("url", text(url));
        if (hasSubmodules) {
            spec.put("recurseSubmodules", YamlScalar.ofBool(true));
        }
        return spec.build();
    }

    /** What was applied stays when this object is deleted: it would take the controllers, and all that they keep, with it. */
    private YamlMap kustomization() {
        return YamlMap.builder()
                .put("deletionPolicy", text("Orphan"))
                .put("interval", text(INTERVAL))
                .put("path", text(path.toString()))
                .put("prune", YamlScalar.ofBool(true))
                .put("serviceAccountName", text(ACCOUNT))
                .put(
                        "sourceRef",
                        YamlMap.builder()
                                .put("kind", text("GitRepository"))
                                .put("name", text(name))
                                .build())
                .build();
    }

    private YamlMap object(ToolkitKind kind, YamlMap spec) {
        return YamlMap.builder()
                .put("apiVersion", text(kind.apiVersion()))
                .put("kind", text(kind.kind()))
                .put(
                        "metadata",
                        YamlMap.builder()
                                .put("name", text(name))
                                .put("namespace", text(name))
                                .build())
                .put("spec", spec)
                .build();
    }

    private static YamlNode text(String value) {
        return YamlScalar.ofString(value);
    }
}
