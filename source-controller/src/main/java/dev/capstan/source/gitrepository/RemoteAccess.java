package dev.capstan.source.gitrepository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.Credentials;
import dev.capstan.http.HttpProxy;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who we are for the remote of a GitRepository: its URL, and what its Secrets say. */
final class RemoteAccess {
    private static final int LONGEST_PROXY = 2048;
    private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

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

    private static SourceResult<Optional<HttpProxy>> proxy(String secret, Map<String, byte[]> values) {
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
        return read(source, "spec.secretRef", name)
                .then(values -> url.scheme() == RemoteUrl.Scheme.SSH
                        ? ssh(name, values)
                                .then(key -> SourceResult.success(new Remote(url, key, TlsMaterial.NONE, proxy)))
                        : http(name, values)
                                .then(user -> tls(name, values)
                                        .then(tls -> SourceResult.success(new Remote(url, user, tls, proxy)))));
    }

    private SourceResult<Map<String, byte[]>> read(GitSource source, String field, String name) {
        return secrets.read(source.key().namespace(), name)
                .<SourceResult<Map<String, byte[]>>>map(SourceResult::success)
                .orElseGet(() -> SourceResult.failed(new CommonSourceFailure.SecretMissing(field, name)));
    }

    private static SourceResult<Credentials> ssh(String secret, Map<String, byte[]> values) {
        var identity = text(values, "identity");
        var knownHosts = text(values, "known_hosts");
        if (identity.isEmpty() || knownHosts.isEmpty()) {
            return malformed(secret, "an ssh URL needs the keys 'identity' and 'known_hosts'");
        }
        return SourceResult.success(new Credentials.SshKey(identity.get(), knownHosts.get(), word(values, "password")));
    }

    private static SourceResult<Credentials> http(String secret, Map<String, byte[]> values) {
        var username = word(values, "username");
        var password = word(values, "password");
        var bearer = text(values, "bearerToken").map(String::strip).filter(token -> !token.isEmpty());
        if (bearer.isPresent()) {
            return bearer(secret, bearer.get());
        }
        if (username.isEmpty() && password.isEmpty()) {
            return values.containsKey("ca.crt")
                            || values.containsKey("caFile")
                            || values.containsKey("tls.crt")
                            || values.containsKey("certFile")
                    ? SourceResult.success(new Credentials.Anonymous())
                    : malformed(secret, "an http(s) URL needs 'username' and 'password', 'bearerToken', or TLS keys");
        }
        if (username.isEmpty() || password.isEmpty()) {
            return malformed(secret, "the keys 'username' and 'password' must both be there");
        }
        return SourceResult.success(new Credentials.Basic(username.get(), password.get()));
    }

    /** A header cannot hold control characters, and the error of an HTTP client about one would show the token. */
    private static SourceResult<Credentials> bearer(String secret, String token) {
        if (token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0) {
            return malformed(secret, "the key 'bearerToken' holds a line end");
        }
        return token.chars().anyMatch(Character::isISOControl)
                ? malformed(secret, "the key 'bearerToken' holds a control character")
                : SourceResult.success(new Credentials.Bearer(token));
    }

    private static SourceResult<TlsMaterial> tls(String secret, Map<String, byte[]> values) {
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

    /** A name, password or passphrase: the one line end that editors and {@code echo} append is not part of it. */
    private static Optional<String> word(Map<String, byte[]> values, String key) {
        return text(values, key)
                .map(text -> LINE_END.matcher(text).replaceFirst(""))
                .filter(word -> !word.isEmpty());
    }

    private static Optional<String> text(Map<String, byte[]> values, String key) {
        byte @Nullable [] value = values.get(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(new String(value, UTF_8));
    }
}
