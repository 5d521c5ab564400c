package dev.capstan.source.gitrepository;

import static dev.capstan.source.access.SecretAccess.malformed;
import static dev.capstan.source.access.SecretAccess.text;
import static dev.capstan.source.access.SecretAccess.word;

import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import java.util.Optional;

/** Who we are for the remote of a GitRepository: its URL, and what its Secrets say. */
final class RemoteAccess {
    private static final String SECRET = "spec.secretRef";

    private final SecretAccess secrets;

    RemoteAccess(SecretReader secrets) {
        this.secrets = new SecretAccess(secrets);
    }

    SourceResult<Remote> of(GitSource source) {
        var spec = source.spec();
        return GitSourceFailure.result(RemoteUrl.parse(spec.url()))
                .then(url -> provider(spec)
                        .then(_ -> secrets.proxy(source.key().namespace(), spec.proxySecretRef()))
                        .then(proxy -> spec.secretRef() == null
                                ? SourceResult.success(
                                        new Remote(url, new Credentials.Anonymous(), TlsMaterial.NONE, proxy))
                                : withSecret(source, url, spec.secretRef().name(), proxy)));
    }

    private static SourceResult<String> provider(GitRepositorySpec spec) {
        var provider = spec.provider() == null ? "generic" : spec.provider();
        if (provider.equals("generic")) {
            return SourceResult.success(provider);
        }
        return SourceResult.failed(new CommonSourceFailure.ProviderUnsupported(provider));
    }

    private SourceResult<Remote> withSecret(GitSource source, RemoteUrl url, String name, Optional<HttpProxy> proxy) {
        return secrets.read(source.key().namespace(), SECRET, name)
                .then(values -> url.scheme() == RemoteUrl.Scheme.SSH
                        ? ssh(values).map(key -> new Remote(url, key, TlsMaterial.NONE, proxy))
                        : http(values)
                                .then(user -> SecretAccess.tls(values).map(tls -> new Remote(url, user, tls, proxy))));
    }

    private static SourceResult<Credentials> ssh(SecretValues values) {
        var identity = text(values, "identity");
        var knownHosts = text(values, "known_hosts");
        if (identity.isEmpty() || knownHosts.isEmpty()) {
            return malformed(values, "an ssh URL needs the keys 'identity' and 'known_hosts'");
        }
        return SourceResult.success(new Credentials.SshKey(identity.get(), knownHosts.get(), word(values, "password")));
    }

    private static SourceResult<Credentials> http(SecretValues values) {
        Optional<String> bearer;
        try {
            bearer = values.headerValue("bearerToken");
        } catch (SecretException e) {
            return SourceResult.failed(new CommonSourceFailure.SecretUnusable(SECRET, e.failure()));
        }
        if (bearer.isPresent()) {
            return SourceResult.success(new Credentials.Bearer(bearer.get()));
        }
        return SecretAccess.login(values).then(login -> {
            if (login.isPresent()) {
                return SourceResult.success(new Credentials.Basic(
                        login.get().username(), login.get().password()));
            }
            return SecretAccess.hasTls(values)
                    ? SourceResult.success(new Credentials.Anonymous())
                    : malformed(values, "an http(s) URL needs 'username' and 'password', 'bearerToken', or TLS keys");
        });
    }
}
