package dev.capstan.argo.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to log in; empty texts are not given.
 *
 * @param tlsCertificate of the client, PEM
 * @param tlsKey of the client, PEM
 */
public record Credentials(
        String username,
        String password,
        String bearerToken,
        String sshPrivateKey,
        String tlsCertificate,
        String tlsKey,
        Optional<GitHubApp> gitHubApp) {
    /** None. */
    public static final Credentials NONE = new Credentials("", "", "", "", "", "", Optional.empty());

    /** Whether nothing is given. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Texts that no message may show. */
    public Set<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(password, bearerToken, sshPrivateKey, tlsKey));
        gitHubApp.ifPresent(app -> secrets.add(app.privateKey()));
        secrets.removeIf(String::isEmpty);
        return Set.copyOf(secrets);
    }

    /** Which kinds are given; never a value. */
    @Override
    public String toString() {
        List<String> kinds = new ArrayList<>();
        add(kinds, username.isEmpty() && password.isEmpty(), "user and password");
        add(kinds, bearerToken.isEmpty(), "bearer token");
        add(kinds, sshPrivateKey.isEmpty(), "SSH key");
        add(kinds, tlsCertificate.isEmpty(), "client certificate");
        add(kinds, gitHubApp.isEmpty(), "GitHub App");
        return kinds.isEmpty() ? "no credentials" : String.join(", ", kinds);
    }

    private static void add(List<String> kinds, boolean isMissing, String kind) {
        if (!isMissing) {
            kinds.add(kind);
        }
    }
}
