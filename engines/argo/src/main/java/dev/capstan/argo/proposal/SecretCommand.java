package dev.capstan.argo.proposal;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line that makes a Secret out of what Secrets and ConfigMaps of Argo CD hold, so that no value is shown by anybody. For a
 * shell that has {@code <(...)}, as bash and zsh do.
 */
final class SecretCommand {
    private final ProposalSettings settings;
    private final String name;
    private final List<String> entries = new ArrayList<>();

    SecretCommand(ProposalSettings settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    SecretCommand fromSecret(String key, String secret, String entry) {
        return add(key, "secret " + secret, entry, " | base64 -d");
    }

    SecretCommand fromConfigMap(String key, String configMap, String entry) {
        return add(key, "configmap " + configMap, entry, "");
    }

    SecretCommand literal(String key, String value) {
        entries.add("--from-literal=" + key + "=" + value);
        return this;
    }

    private SecretCommand add(String key, String object, String entry, String decoded) {
        entries.add("--from-file=%s=<(kubectl -n %s get %s -o jsonpath='{.data.%s}'%s)"
                .formatted(key, settings.controlPlane(), object, entry.replace(".", "\\."), decoded));
        return this;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public String toString() {
        return "kubectl -n %s create secret generic %s %s"
                .formatted(settings.namespace(), name, String.join(" ", entries));
    }
}
