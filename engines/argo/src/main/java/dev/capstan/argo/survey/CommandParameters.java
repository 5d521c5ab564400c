package dev.capstan.argo.survey;

import java.util.Map;
import java.util.TreeMap;

/** Flags of Argo CD's programs that have another place here; {@code argocd-cmd-params-cm} holds them. */
final class CommandParameters {
    /** The ConfigMap. */
    static final String NAME = "argocd-cmd-params-cm";

    private static final Map<String, String> PLACES = Map.of(
            "application.namespaces", "give capstan.application.namespaces the same patterns",
            "applicationsetcontroller.policy", "give capstan.application.sets.policy the same value",
            "applicationsetcontroller.enable.policy.override",
                    "give capstan.application.sets.policy-override the same value",
            "controller.diff.server.side",
                    "an Application asks for it by the annotation argocd.argoproj.io/compare-options: ServerSideDiff=true");

    /** Switches that are on unless they are off. */
    private static final Map<String, String> OFF = Map.of(
            "reposerver.enable.git.submodule", "set capstan.application.git-submodules to false",
            "applicationsetcontroller.enable.git.submodule", "set capstan.application.git-submodules to false");

    private CommandParameters() {}

    static void look(Map<String, String> data, Findings.About about) {
        new TreeMap<>(data).forEach((key, value) -> {
            var place = PLACES.get(key);
            if (place != null && !value.isBlank() && !value.equals("false")) {
                about.lost(key + " is not read: " + place);
            }
            var off = OFF.get(key);
            if (off != null && value.equals("false")) {
                about.lost(key + " is not read: " + off);
            }
        });
    }
}
