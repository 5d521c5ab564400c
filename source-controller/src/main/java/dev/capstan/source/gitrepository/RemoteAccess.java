package dev.capstan.source.gitrepository;

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
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Who we are for the remote of a GitRepository: its URL, and what its Secrets say. */
final class RemoteAccess {
    private static final int LONGEST_PROXY = 2048;
    private static final String SECRET = "spec.secretRef";
    private static final List<String> TLS_KEYS = List.of("ca.crt", "caFile", "tls.crt", "certFile");

    private final SecretReader secrets;

    RemoteAccess(SecretReader secrets) {
        this.secrets = secrets;
    }

    SourceResult<Remote> of(GitSource source) {
        var spec = source.spec();
        return GitSourceFailure.result(RemoteUrl.parse(spec.url()))
                .then(url -> provider(spec)
                        .then(_ -> proxy(source))
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

    private SourceResult<Optional<HttpProxy>> proxy(GitSource source) {
        if (source.spec().proxySecretRef() == null) {
            return SourceResult.success(Optional.empty());
        }
        var name = source.spec().proxySecretRef().name();
        return read(source, "spec.proxySecretRef", name).then(values -> proxy(name, values));
    }

    private static SourceResult<Optional<HttpProxy>> proxy(String secret, SecretValues values) {
        var address = text(values, "address");
        if (address.isEmpty() || address.get().length() > LONGEST_PROXY) {
            return malformed(secret, "the key 'address' is missing or longer than " + LONGEST_PROXY + " characters");
        }
        URI uri;
        try {
            uri = new URI(address.get().strip());
        } catch (URISyntaxException e) {
            return malformed(secret, "the key 'address' is not a URL");
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            return malformed(
                    secret, "the proxy must be http://host:port; https and socks5 proxies are not supported yet");
        }
        var port = uri.getPort() == -1 ? 80 : uri.getPort();
        var user = word(values, "username")
                .map(username ->
                        new HttpProxy.User(username, word(values, "password").orElse("")));
        return SourceResult.success(Optional.of(new HttpProxy(uri.getHost(), port, user)));
    }

    private SourceResult<Remote> withSecret(GitSource source, RemoteUrl url, String name, Optional<HttpProxy> proxy) {
        return read(source, SECRET, name)
                .then(values -> url.scheme() == RemoteUrl.Scheme.SSH
                        ? ssh(name, values)
                                .then(key -> SourceResult.success(new Remote(url, key, TlsMaterial.NONE, proxy)))
                        : http(name, values)
                                .then(user -> tls(name, values)
                                        .then(tls -> SourceResult.success(new Remote(url, user, tls, proxy)))));
    }

    private SourceResult<SecretValues> read(GitSource source, String field, String name) {
        try {
            return SourceResult.success(secrets.read(source.key().namespace(), name));
        } catch (SecretException e) {
            return SourceResult.failed(new CommonSourceFailure.SecretUnusable(field, e.failure()));
        }
    }

    private static SourceResult<Credentials> ssh(String secret, SecretValues values) {
        var identity = text(values, "identity");
        var knownHosts = text(values, "known_hosts");
        if (identity.isEmpty() || knownHosts.isEmpty()) {
            return malformed(secret, "an ssh URL needs the keys 'identity' and 'known_hosts'");
        }
        return SourceResult.success(new Credentials.SshKey(identity.get(), knownHosts.get(), word(values, "password")));
    }

    private static SourceResult<Credentials> http(String secret, SecretValues values) {
        var username = word(values, "username");
        var password = word(values, "password");
        Optional<String> bearer;
        try {
            bearer = values.headerValue("bearerToken");
        } catch (SecretException e) {
            return SourceResult.failed(new CommonSourceFailure.SecretUnusable(SECRET, e.failure()));
        }
        if (bearer.isPresent()) {
            return SourceResult.success(new Credentials.Bearer(bearer.get()));
        }
        if (username.isEmpty() && password.isEmpty()) {
            return TLS_KEYS.stream().anyMatch(values.all()::containsKey)
                    ? SourceResult.success(new Credentials.Anonymous())
                    : malformed(secret, "an http(s) URL needs 'username' and 'password', 'bearerToken', or TLS keys");
        }
        if (username.isEmpty() || password.isEmpty()) {
            return malformed(secret, "the keys 'username' and 'password' must both be there");
        }
        return SourceResult.success(new Credentials.Basic(username.get(), password.get()));
    }

    private static SourceResult<TlsMaterial> tls(String secret, SecretValues values) {
        var authorities = text(values, "ca.crt").or(() -> text(values, "caFile"));
        var certificate = text(values, "tls.crt").or(() -> text(values, "certFile"));
        var key = text(values, "tls.key").or(() -> text(values, "keyFile"));
        if (certificate.isPresent() != key.isPresent()) {
            return malformed(secret, "the keys 'tls.crt' and 'tls.key' must both be there, or none");
        }
        var client = certificate.map(c -> new TlsMaterial.ClientCertificate(c, key.orElseThrow()));
        return SourceResult.success(new TlsMaterial(authorities, client));
    }

    private static <T> SourceResult<T> malformed(String secret, String why) {
        return SourceResult.failed(new CommonSourceFailure.SecretMalformed(secret, why));
    }

    private static Optional<String> word(SecretValues values, String key) {
        return values.line(key).filter(word -> !word.isEmpty());
    }

    private static Optional<String> text(SecretValues values, String key) {
        return values.text(key).filter(text -> !text.isEmpty());
    }
}
