package dev.capstan.application.source.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Secrets of a control plane that describe repositories. */
final class ControlPlaneSecrets {
    private final List<ArgoSecret> secrets = new ArrayList<>();

    /** A repository. */
    ControlPlaneSecrets repository(Map<String, String> values) {
        return secret(SecretType.REPOSITORY, values);
    }

    /** Credentials for all repositories below a URL. */
    ControlPlaneSecrets prefix(Map<String, String> values) {
        return secret(SecretType.REPO_CREDS, values);
    }

    private ControlPlaneSecrets secret(SecretType type, Map<String, String> values) {
        var data = new HashMap<String, byte[]>();
        values.forEach((key, value) -> data.put(key, value.getBytes(UTF_8)));
        secrets.add(new ArgoSecret("secret-" + secrets.size(), Map.of(SecretType.LABEL, type.label()), Map.of(), data));
        return this;
    }

    Repositories repositories() {
        return Repositories.of(secrets);
    }
}
