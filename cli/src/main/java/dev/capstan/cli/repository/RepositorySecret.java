package dev.capstan.cli.repository;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.Credentials;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.TlsMaterial;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a Secret that a GitRepository refers to. Its text shows no value.
 *
 * @param values by key, as a GitRepository reads them: {@code username}, {@code password}, {@code identity}, ...
 */
public record RepositorySecret(Map<String, String> values) {

    /** Copies the values. */
    public RepositorySecret {
        values = Map.copyOf(values);
    }

    /** User name and password, or a token in place of the password; a line end after them does not count. */
    public static RepositorySecret basic(String username, String password) {
        return new RepositorySecret(Map.of("username", username, "password", password));
    }

    /**
     * An SSH key and the hosts that the user knows.
     *
     * @param passphrase of the key; empty when it has none
     * @param knownHosts usually {@code ~/.ssh/known_hosts}
     */
    public static RepositorySecret ssh(Path key, String passphrase, Path knownHosts) {
        if (!Files.isReadable(knownHosts)) {
            throw new CommandFailure("No host is known: " + knownHosts
                    + " cannot be read. Connect to the host once with ssh, compare its key, and try again.");
        }
        Map<String, String> values = new HashMap<>();
        values.put("identity", read(key));
        values.put("known_hosts", read(knownHosts));
        if (!passphrase.isEmpty()) {
            values.put("password", passphrase);
        }
        return new RepositorySecret(values);
    }

    /**
     * A manifest of a Secret; what counts is {@code data} and {@code stringData}.
     *
     * @throws CommandFailure when it is not one; the message shows no value
     */
    public static RepositorySecret ofManifest(Path file) {
        YamlMap secret = manifest(file);
        if (!"Secret".equals(secret.getText("kind"))) {
            throw new CommandFailure(file + " is not the manifest of one Secret");
        }
        Map<String, String> values = new HashMap<>();
        texts(file, secret, "data").forEach((key, text) -> values.put(key, decoded(file, key, text)));
        values.putAll(texts(file, secret, "stringData"));
        if (values.isEmpty()) {
            throw new CommandFailure("The Secret in " + file + " has no values");
        }
        return new RepositorySecret(values);
    }

    /** The values of a Secret as the API server gives them. */
    public static RepositorySecret ofData(Map<String, String> data) {
        Map<String, String> values = new HashMap<>();
        data.forEach(
                (key, text) -> values.put(key, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
        return new RepositorySecret(values);
    }

    private static YamlMap manifest(Path file) {
        List<YamlDocument> documents;
        try {
            documents = YamlReader.readAll(file.toString(), Files.readAllBytes(file), Limits.DEFAULT);
        } catch (YamlSyntaxException broken) {
            // Without the parser's words, which quote the line.
            throw new CommandFailure(
                    "%s is not a manifest: line %d cannot be read"
                            .formatted(file, broken.problem().line()),
                    broken);
        } catch (IOException unreadable) {
            throw cannotRead(file, unreadable);
        }
        if (documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map) {
            return map;
        }
        throw new CommandFailure(file + " is not the manifest of one Secret");
    }

    private static Map<String, String> texts(Path file, YamlMap secret, String field) {
        YamlMap map = secret.getMap(field);
        if (map == null) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        for (String key : map.keys()) {
            if (!(map.get(key) instanceof YamlScalar text)) {
                throw new CommandFailure("%s of the Secret in %s: '%s' is not a text".formatted(field, file, key));
            }
            texts.put(key, text.text());
        }
        return texts;
    }

    private static String decoded(Path file, String key, String text) {
        try {
            return new String(Base64.getDecoder().decode(text.replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new CommandFailure(
                    "'%s' of the Secret in %s is not Base64; plain values belong into stringData".formatted(key, file),
                    notBase64);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw cannotRead(file, unreadable);
        }
    }

    private static CommandFailure cannotRead(Path file, IOException cause) {
        String why = Files.exists(file) ? String.valueOf(cause.getMessage()) : "there is no such file";
        return new CommandFailure("Cannot read " + file + ": " + why, cause);
    }

    /**
     * Who this makes us for the repository.
     *
     * @throws CommandFailure naming the keys that are missing
     */
    public Credentials credentials(RemoteUrl url) {
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            return new Credentials.SshKey(required("identity", url), required("known_hosts", url), word("password"));
        }
        Optional<String> bearer = word("bearerToken");
        if (bearer.isPresent()) {
            return new Credentials.Bearer(bearer.get());
        }
        if (word("username").isEmpty() && word("password").isEmpty() && !tls().equals(TlsMaterial.NONE)) {
            return new Credentials.Anonymous();
        }
        return new Credentials.Basic(
                required("username", url).strip(), required("password", url).stripTrailing());
    }

    /** Authorities and the client certificate for TLS, where there are some. */
    public TlsMaterial tls() {
        Optional<String> certificate = text("tls.crt").or(() -> text("certFile"));
        Optional<String> key = text("tls.key").or(() -> text("keyFile"));
        return new TlsMaterial(
                text("ca.crt").or(() -> text("caFile")),
                certificate.flatMap(chain -> key.map(secret -> new TlsMaterial.ClientCertificate(chain, secret))));
    }

    private String required(String key, RemoteUrl url) {
        return text(key)
                .orElseThrow(() -> new CommandFailure("The Secret for " + url + " has no '" + key + "'; "
                        + (url.scheme() == RemoteUrl.Scheme.SSH
                                ? "ssh needs identity and known_hosts (--ssh-key makes both)"
                                : "http(s) needs username and password, or bearerToken")));
    }

    private Optional<String> word(String key) {
        return text(key).map(text -> text.replaceFirst("[\\r\\n]+$", "")).filter(text -> !text.isEmpty());
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "RepositorySecret" + values.keySet();
    }
}
