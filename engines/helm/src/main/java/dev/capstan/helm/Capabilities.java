package dev.capstan.helm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a chart may ask of the cluster that it is rendered for.
 *
 * @param kubeVersion version of the API server
 * @param apiVersions {@code group/version} of what is served, and, from a cluster, {@code group/version/Kind}
 */
public record Capabilities(KubeVersion kubeVersion, List<String> apiVersions) {
    /** What {@code .Capabilities.HelmVersion.Version} says: the line of Helm that this renderer is exact for. */
    public static final String HELM_VERSION = "v4.3";

    /** What Helm assumes when it does not ask a cluster. */
    public static final Capabilities DEFAULT = new Capabilities(KubeVersion.DEFAULT, BuiltInApiVersions.LIST);

    /** Copies the list, unless it is one that is asked for later. */
    public Capabilities {
        apiVersions = apiVersions instanceof AskedApiVersions ? apiVersions : List.copyOf(apiVersions);
    }

    /** The same, with another version of Kubernetes. */
    public Capabilities withKubeVersion(KubeVersion other) {
        return new Capabilities(other, apiVersions);
    }

    /** The same, with more API versions. */
    public Capabilities withApiVersions(List<String> more) {
        var all = new ArrayList<>(apiVersions);
        all.addAll(more);
        return new Capabilities(kubeVersion, all);
    }
}
