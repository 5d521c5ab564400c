package dev.capstan.argo.repository;

import dev.capstan.argo.secret.ArgoSecret;
import java.util.List;
import java.util.Optional;

/** Reads one Secret of a repository, or of a prefix of repositories. */
public final class RepositorySecret {
    private static final List<String> FLAGS =
            List.of("insecure", "insecureIgnoreHostKey", "enableOCI", "insecureOCIForceHttp");

    private RepositorySecret() {}

    /** What reading gives. */
    public sealed interface Read {
        /**
         * It can be used.
         *
         * @param hasOwnCredentials whether it says how to log in, be it in a way that is not used here
         */
        record Usable(Repository repository, boolean hasOwnCredentials) implements Read {}

        /**
         * It cannot be used.
         *
         * @param url what it is for, so that no other Secret is taken in its place; may be empty
         * @param why for people, without any value
         */
        record Unusable(String secret, String url, String project, String why) implements Read {}
    }

    /** Reads a Secret. */
    public static Read read(ArgoSecret secret) {
        Optional<String> problem = problem(secret);
        if (problem.isPresent()) {
            return new Read.Unusable(
                    secret.name(), secret.text("url"), secret.text("project"), secret + ": " + problem.get());
        }
        Credentials credentials = credentials(secret);
        Repository repository = new Repository(
                secret.name(),
                secret.text("url"),
                secret.text("name"),
                RepositoryType.of(secret.text("type")).orElseThrow(),
                secret.text("project"),
                credentials,
                transport(secret),
                UnusedKey.notices(secret));
        return new Read.Usable(repository, !credentials.isEmpty() || UnusedKey.hasUnusableCredentials(secret));
    }

    private static Optional<String> problem(ArgoSecret secret) {
        if (RepositoryUrl.normalised(secret.text("url")).isEmpty()) {
            return Optional.of("the key 'url' is missing or no URL");
        }
        if (RepositoryType.of(secret.text("type")).isEmpty()) {
            return Optional.of("the key 'type' must be git, helm or oci");
        }
        for (String flag : FLAGS) {
            if (secret.flag(flag).isEmpty()) {
                return Optional.of("the key '" + flag + "' must be \"true\" or \"false\"");
            }
        }
        if (number(secret, "githubAppID").isEmpty()
                || number(secret, "githubAppInstallationID").isEmpty()) {
            return Optional.of("the keys 'githubAppID' and 'githubAppInstallationID' must be numbers");
        }
        return secret.has("tlsClientCertData") == secret.has("tlsClientCertKey")
                ? Optional.empty()
                : Optional.of("the keys 'tlsClientCertData' and 'tlsClientCertKey' belong together");
    }

    private static Credentials credentials(ArgoSecret secret) {
        Optional<GitHubApp> app = secret.has("githubAppPrivateKey")
                ? Optional.of(new GitHubApp(
                        number(secret, "githubAppID").orElse(0L),
                        number(secret, "githubAppInstallationID").orElse(0L),
                        secret.text("githubAppPrivateKey"),
                        secret.text("githubAppEnterpriseBaseUrl")))
                : Optional.empty();
        return new Credentials(
                secret.text("username"),
                secret.text("password"),
                secret.text("bearerToken"),
                secret.text("sshPrivateKey"),
                secret.text("tlsClientCertData"),
                secret.text("tlsClientCertKey"),
                app);
    }

    private static Transport transport(ArgoSecret secret) {
        return new Transport(
                secret.flag("insecure").orElse(false),
                secret.flag("insecureIgnoreHostKey").orElse(false),
                secret.flag("enableOCI").orElse(false),
                secret.flag("insecureOCIForceHttp").orElse(false),
                secret.text("proxy"));
    }

    private static Optional<Long> number(ArgoSecret secret, String key) {
        if (!secret.has(key)) {
            return Optional.of(0L);
        }
        try {
            return Optional.of(Long.parseLong(secret.text(key)));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
