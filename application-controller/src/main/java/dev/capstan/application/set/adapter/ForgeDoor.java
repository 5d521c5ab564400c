package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.argo.object.Fields;
import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.util.Optional;

/** How a generator is let in to a forge: {@code tokenRef}, {@code appSecretName}, {@code caRef} and {@code insecure}. */
record ForgeDoor(NamespaceData data, InstallationTokens tokens) {
    private static final String KEY = "githubAppPrivateKey";
    private static final String APP = "appSecretName";

    /** What opening gives. */
    sealed interface Opened {
        record Open(ForgeAccess access) implements Opened {}

        /**
         * It stays closed.
         *
         * @param why for people, without values of Secrets
         */
        record Closed(String why) implements Opened {}
    }

    Opened open(ForgeQuestion question, URI api, Deadline deadline) {
        JsonNode options = question.options();
        Optional<String> authorities = Optional.empty();
        JsonNode caRef = options.path("caRef");
        if (caRef.isObject()) {
            String name = Fields.text(caRef, "configMapName");
            String key = Fields.text(caRef, "key");
            authorities = data.configMap(name).map(map -> map.get(key));
            if (authorities.isEmpty()) {
                return new Opened.Closed("caRef: there is no ConfigMap '" + name + "' with the key '" + key
                        + "' in the namespace of the set");
            }
        }
        var tls = new TlsMaterial(authorities, Optional.empty(), Fields.isTrue(options, "insecure"));
        try {
            return !Fields.text(options, APP).isEmpty() && question.provider() == ForgeProvider.GITHUB
                    ? byApp(data.secret(Fields.text(options, APP)), api, tls, deadline)
                    : new Opened.Open(new ForgeAccess(login(options.path("tokenRef")), tls, Optional.empty()));
        } catch (SecretException unusable) {
            return new Opened.Closed(unusable.failure().message());
        }
    }

    private ForgeLogin login(JsonNode tokenRef) throws SecretException {
        if (!tokenRef.isObject()) {
            return new ForgeLogin.Nobody();
        }
        String key = Fields.text(tokenRef, "key");
        SecretValues values = data.secret(Fields.text(tokenRef, "secretName"));
        return new ForgeLogin.Token(
                values.headerValue(key).orElseThrow(() -> values.unusable(key, "is missing or empty")));
    }

    private Opened byApp(SecretValues values, URI api, TlsMaterial tls, Deadline deadline) throws SecretException {
        var app = new GitHubApp(
                values.required("githubAppID"),
                new GitHubApp.Installation.Numbered(values.required("githubAppInstallationID")),
                values.text(KEY).orElseThrow(() -> values.unusable(KEY, "is missing")),
                api);
        return switch (tokens.token(app, tls, Optional.empty(), deadline)) {
            case AccessResult.Success<String>(String token) ->
                new Opened.Open(new ForgeAccess(new ForgeLogin.Token(token), tls, Optional.empty()));
            case AccessResult.Failed<String>(AccessFailure failure) -> new Opened.Closed(failure.message());
        };
    }
}
