package dev.capstan.application.set.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Configuration of ApplicationSets; what each key means stands next to its default. */
@ConfigMapping(prefix = "capstan.application.sets")
public interface SetConfig {
    Optional<String> policy();

    @WithName("policy-override")
    boolean mayOverridePolicy();

    @WithName("most-applications")
    int mostApplications();

    Brake brake();

    Optional<List<String>> forges();

    @WithName("metric-labels")
    Optional<List<String>> metricLabels();

    /** When a mass deletion is held back. */
    interface Brake {
        int free();

        int percent();
    }
}
