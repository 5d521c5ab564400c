package dev.capstan.access;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Secrets that a spec names, by the keys that every kind of source understands: those of TLS, of a proxy, and of a basic
 * login. Nothing is kept; a message names the Secret and its key, never a value.
 */
public final class SecretAccess {
    private static final int LONGEST_PROXY = 2048;
    private static final String PROXY_FIELD = "spec.proxySecretRef";
    private static final List<String> TLS_KEYS = List.of("ca.crt", "caFile", "tls.crt", "certFile");

    private final SecretReader secrets;

    /** Reads through the reader. */
    public SecretAccess(SecretReader secrets) {
        this.secrets = secrets;
    }

    /** A basic login. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[]";
        }
    }

    /**
     * The values of a Secret.
     *
     * @param field of the spec that names it, for the message
     */
    public AccessResult<SecretValues> read(String namespace, String field, String name) {
        try {
            return AccessResult.success(secrets.read(namespace, name));
        } catch (SecretException e) {
            return AccessResult.failed(new AccessFailure.SecretUnusable(field, e.failure()));
        }
    }

    /** The proxy that {@code spec.proxySecretRef} names; empty without one. */
    public AccessResult<Optional<HttpProxy>> proxy(String namespace, @Nullable LocalRef ref) {
        return ref == null
                ? AccessResult.success(Optional.empty())
                : read(namespace, PROXY_FIELD, ref.name()).then(SecretAccess::proxy);
    }

    private static AccessResult<Optional<HttpProxy>> proxy(SecretValues values) {
        var address = text(values, "address");
        if (address.isEmpty() || address.get().length() > LONGEST_PROXY) {
            return malformed(values, "the key 'address' is missing or longer than " + LONGEST_PROXY + " characters");
        }
        var user = word(values, "username")
                .map(username ->
                        new HttpProxy.User(username, word(values, "password").orElse("")));
        var proxy = HttpProxy.at(address.get(), user);
        return proxy.isPresent()
                ? AccessResult.success(proxy)
                : malformed(
                        values, "the key 'address' must be http://host:port, https://host:port or socks5://host:port");
    }

    /**
     * The TLS settings that a Secret of their own holds, such as {@code spec.certSecretRef}; the defaults without one.
     *
     * @param field of the spec that names it
     */
    public AccessResult<TlsMaterial> tls(String namespace, String field, @Nullable LocalRef ref) {
        if (ref == null) {
            return AccessResult.success(TlsMaterial.NONE);
        }
        return read(namespace, field, ref.name())
                .then(values -> hasTls(values)
                        ? tls(values)
                        : malformed(values, "it has none of the keys 'ca.crt', 'tls.crt' and 'tls.key'"));
    }

    /** Whether a Secret has keys for TLS, under their present or their older names. */
    public static boolean hasTls(SecretValues values) {
        return TLS_KEYS.stream().anyMatch(values.all()::containsKey);
    }

    /** The TLS settings among the values of a Secret that may hold others as well; the defaults where there are none. */
    public static AccessResult<TlsMaterial> tls(SecretValues values) {
        var authorities = text(values, "ca.crt").or(() -> text(values, "caFile"));
        var certificate = text(values, "tls.crt").or(() -> text(values, "certFile"));
        var key = text(values, "tls.key").or(() -> text(values, "keyFile"));
        if (certificate.isPresent() != key.isPresent()) {
            return malformed(values, "the keys 'tls.crt' and 'tls.key' must both be there, or none");
        }
        var client = certificate.map(c -> new TlsMaterial.ClientCertificate(c, key.orElseThrow()));
        return AccessResult.success(new TlsMaterial(authorities, client));
    }

    /** The login under {@code username} and {@code password}; empty when the Secret has neither. */
    public static AccessResult<Optional<Login>> login(SecretValues values) {
        var username = word(values, "username");
        var password = word(values, "password");
        if (username.isPresent() != password.isPresent()) {
            return malformed(values, "the keys 'username' and 'password' must both be there");
        }
        return AccessResult.success(username.map(name -> new Login(name, password.orElseThrow())));
    }

    /** The failure of a Secret whose values do not go together. */
    public static <T> AccessResult<T> malformed(SecretValues values, String why) {
        return AccessResult.failed(new AccessFailure.SecretMalformed(values.name(), why));
    }

    /** A value that is one word: without the line end that editors append; empty counts as absent. */
    public static Optional<String> word(SecretValues values, String key) {
        return values.line(key).filter(word -> !word.isEmpty());
    }

    /** A value that may have several lines, as it is; empty counts as absent. */
    public static Optional<String> text(SecretValues values, String key) {
        return values.text(key).filter(text -> !text.isEmpty());
    }
}
