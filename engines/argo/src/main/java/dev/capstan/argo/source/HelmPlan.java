package dev.capstan.argo.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a chart is rendered for an Application.
 *
 * @param values of the user: files in their order, then {@code values} or {@code valuesObject}, then parameters
 * @param includesCrds whether the objects of {@code crds/} come, too
 * @param skipsTests whether objects that are tests are left out
 * @param kubeVersion empty for that of the cluster
 * @param apiVersions empty for those of the cluster
 * @param notices options that are not acted on; for people
 */
public record HelmPlan(
        String releaseName,
        String namespace,
        Map<String, @Nullable Object> values,
        boolean includesCrds,
        boolean skipsTests,
        boolean skipsSchemaValidation,
        boolean passesCredentials,
        String kubeVersion,
        List<String> apiVersions,
        List<String> notices) {

    /** Copies the lists. */
    public HelmPlan {
        apiVersions = List.copyOf(apiVersions);
        notices = List.copyOf(notices);
    }

    /** What planning gives. */
    public sealed interface Outcome {
        record Planned(HelmPlan plan) implements Outcome {}

        /** Values cannot be read; the message is Argo CD's or Helm's where they have one. */
        record Failed(String why) implements Outcome {}
    }

    /** No value: they may hold secrets. */
    @Override
    public String toString() {
        return "release " + releaseName + " in " + namespace;
    }
}
