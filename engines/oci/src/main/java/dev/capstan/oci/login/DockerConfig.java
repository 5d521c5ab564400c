package dev.capstan.oci.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.FieldDigest;
import dev.capstan.oci.Json;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The logins of a {@code .dockerconfigjson}. A key names a host, perhaps with a port and the beginning of a path; {@code *} stands
 * for any text within one part of the host. The longest key that fits wins, as for the kubelet.
 */
public final class DockerConfig {
    /** Holds no login. */
    public static final DockerConfig EMPTY = new DockerConfig(List.of(), CredentialHelpers.NONE);

    /** The user name that says the password is an identity token. */
    private static final String TOKEN_USER = "<token>";

    private final List<Entry> entries;
    private final CredentialHelpers helpers;

    private record Entry(LoginKey key, RegistryLogin login) {}

    private DockerConfig(List<Entry> entries, CredentialHelpers helpers) {
        this.entries = entries;
        this.helpers = helpers;
    }

    /**
     * Reads a configuration; the failure is {@link OciFailure.LoginMalformed}. Credential helpers, which are programs, are not
     * asked; {@link #helperFor} says whether one has the login.
     */
    public static OciResult<DockerConfig> parse(byte[] text) {
        return Json.object(text).map(DockerConfig::parse).orElseGet(() -> malformed("it is not a JSON object"));
    }

    /** Reads the configuration of a person, who may have none but credential helpers, or settings that are not about logins. */
    public static OciResult<DockerConfig> parseOwn(byte[] text) {
        return Json.object(text)
                .map(root -> root.has("auths")
                        ? parse(root)
                        : OciResult.success(new DockerConfig(List.of(), CredentialHelpers.of(root))))
                .orElseGet(() -> malformed("it is not a JSON object"));
    }

    private static OciResult<DockerConfig> parse(JsonNode root) {
        var helpers = CredentialHelpers.of(root);
        JsonNode auths = root.path("auths");
        if (!auths.isObject()) {
            return malformed(
                    helpers.isEmpty()
                            ? "it has no object 'auths'"
                            : "it has no object 'auths', and credential helpers, which it names, are not asked");
        }
        var found = new ArrayList<Entry>();
        for (var entry : auths.properties()) {
            var key = LoginKey.parse(entry.getKey());
            var login = key.isEmpty() ? Optional.<RegistryLogin>empty() : loginOf(entry.getValue());
            if (login.isEmpty()) {
                return malformed(
                        key.isEmpty()
                                ? "a key of 'auths' is not a host"
                                : "the entry for '" + key.get().host() + "' has no 'auth' of user and password");
            }
            found.add(new Entry(key.get(), login.get()));
        }
        return OciResult.success(sorted(found, helpers));
    }

    /** The login for all repositories of one registry, such as {@code ghcr.io}. */
    public static DockerConfig of(String registry, RegistryLogin login) {
        return LoginKey.parse(registry)
                .map(key -> new DockerConfig(List.of(new Entry(key, login)), CredentialHelpers.NONE))
                .orElse(EMPTY);
    }

    /** All logins of all configurations; the first one wins where keys are equal. */
    public static DockerConfig all(List<DockerConfig> configs) {
        return sorted(
                configs.stream().flatMap(it -> it.entries.stream()).toList(),
                CredentialHelpers.all(configs.stream().map(it -> it.helpers).toList()));
    }

    private static DockerConfig sorted(List<Entry> entries, CredentialHelpers helpers) {
        return new DockerConfig(
                entries.stream()
                        .sorted(Comparator.comparingInt((Entry it) -> it.key().length())
                                .reversed())
                        .toList(),
                helpers);
    }

    /** The login for a repository; anonymous when there is none. */
    public RegistryLogin loginFor(RepositoryName repository) {
        return entries.stream()
                .filter(it -> it.key().fits(repository.registry(), repository.path()))
                .map(Entry::login)
                .findFirst()
                .orElseGet(RegistryLogin.Anonymous::new);
    }

    /** The credential helper that has the login for a repository; empty when there is none, or the login is here. */
    public Optional<String> helperFor(RepositoryName repository) {
        return loginFor(repository) instanceof RegistryLogin.Anonymous ? helpers.nameFor(repository) : Optional.empty();
    }

    /** The login for a host that is not a registry, such as a token service; empty when there is none. */
    public Optional<RegistryLogin> loginFor(String hostAndPort) {
        return entries.stream()
                .filter(it -> it.key().fits(hostAndPort, ""))
                .map(Entry::login)
                .findFirst();
    }

    /** Whether there is no login at all. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A hash over everything, for those who keep what was got with these logins. */
    public String identity() {
        var hash = new FieldDigest();
        for (Entry entry : entries) {
            hash.add(entry.key().toString());
            switch (entry.login()) {
                case RegistryLogin.Anonymous _ -> hash.add("anonymous");
                case RegistryLogin.Password(var username, var password) -> hash.add("password", username, password);
                case RegistryLogin.IdentityToken(var token) -> hash.add("identity", token);
                case RegistryLogin.RegistryToken(var token) -> hash.add("registry", token);
            }
        }
        return hash.finish().hex();
    }

    private static Optional<RegistryLogin> loginOf(JsonNode entry) {
        var identity = Json.text(entry, "identitytoken");
        var registry = Json.text(entry, "registrytoken");
        if (identity.isPresent()) {
            return identity.map(RegistryLogin.IdentityToken::new);
        }
        if (registry.isPresent()) {
            return registry.map(RegistryLogin.RegistryToken::new);
        }
        var auth = Json.text(entry, "auth");
        if (auth.isPresent()) {
            return decoded(auth.get());
        }
        return Optional.of(
                login(entry.path("username").asText(), entry.path("password").asText()));
    }

    private static Optional<RegistryLogin> decoded(String auth) {
        try {
            var text = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(login(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RegistryLogin login(String username, String password) {
        if (username.isEmpty() && password.isEmpty()) {
            return new RegistryLogin.Anonymous();
        }
        return username.equals(TOKEN_USER)
                ? new RegistryLogin.IdentityToken(password)
                : new RegistryLogin.Password(username, password.replaceAll("\0+$", ""));
    }

    private static OciResult<DockerConfig> malformed(String why) {
        return OciResult.failed(new OciFailure.LoginMalformed(why));
    }

    /** How many logins there are, and nothing else. */
    @Override
    public String toString() {
        return "DockerConfig[" + entries.size() + "]";
    }
}
