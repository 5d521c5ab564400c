package dev.capstan.helm;

import java.util.List;

/**
 * An object that is not part of a release but runs at certain moments.
 *
 * @param name of the object; empty when it has none
 * @param kind of the object
 * @param path of its template, with the chart's name in front
 * @param manifest its YAML
 * @param events when it runs, in the order of the annotation
 * @param weight the lower, the earlier
 * @param deletePolicies words of {@code helm.sh/hook-delete-policy}, in lower case, also those that Helm does not know
 * @param outputLogPolicies words of {@code helm.sh/hook-output-log-policy}
 */
public record Hook(
        String name,
        String kind,
        String path,
        String manifest,
        List<HookEvent> events,
        long weight,
        List<String> deletePolicies,
        List<String> outputLogPolicies) {

    /** Copies the lists. */
    public Hook {
        events = List.copyOf(events);
        deletePolicies = List.copyOf(deletePolicies);
        outputLogPolicies = List.copyOf(outputLogPolicies);
    }
}
