package dev.capstan.applicationmanifests;

import dev.capstan.digest.Digest;
import dev.capstan.helm.AskedApiVersions;
import dev.capstan.helm.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a chart may ask of the cluster: what Helm has built in, and what the cluster serves. That is looked up when a chart looks at it
 * and not before, and remembered as something that decided on its objects.
 */
final class AskedCapabilities {
    private final Capabilities cluster;
    private @Nullable List<String> answer;

    AskedCapabilities(Capabilities cluster) {
        this.cluster = cluster;
    }

    Capabilities capabilities() {
        return new Capabilities(cluster.kubeVersion(), new AskedApiVersions(this::apiVersions));
    }

    private List<String> apiVersions() {
        var all = new ArrayList<>(Capabilities.DEFAULT.apiVersions());
        all.addAll(cluster.apiVersions());
        answer = all;
        return all;
    }

    /** The digest of the answer; empty when nobody asked. */
    Optional<String> answer() {
        return Optional.ofNullable(answer).map(AskedCapabilities::digest);
    }

    /** The digest of the answer that a cluster gives now. */
    static String answerOf(Capabilities cluster) {
        return digest(new AskedCapabilities(cluster).apiVersions());
    }

    private static String digest(List<String> apiVersions) {
        return Digest.sha256(String.join("\n", apiVersions)).toString();
    }
}
