package dev.capstan.applier.identity.kubeconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads kubeconfigs that others wrote. What would start a program, read a file of this machine, give up the check of
 * the server or act as somebody else is refused, never left out: the rest would mean something that nobody wrote.
 */
public final class KubeconfigReader {

    private static final Limits LIMITS = new Limits(1 << 20, 32, 1_000);

    private static final String CONTAINED = "; put the content into %s-data";

    private KubeconfigReader() {}

    /** What was read. */
    public sealed interface Reading {

        /** A cluster that can be asked. */
        record Usable(Kubeconfig kubeconfig) implements Reading {}

        /** @param problem how a sentence goes on that begins with "the kubeconfig"; shows no value */
        record Unusable(String problem) implements Reading {}
    }

    /** Reads the cluster and the user of the current context; of others nothing is looked at. */
    public static Reading read(byte[] text) {
        try {
            return new Reading.Usable(kubeconfig(document(text)));
        } catch (UnusableKubeconfig unusable) {
            return new Reading.Unusable(unusable.problem);
        }
    }

    private static YamlMap document(byte[] text) throws UnusableKubeconfig {
        try {
            List<YamlDocument> documents = YamlReader.readAll("kubeconfig", text, LIMITS);
            if (documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map) {
                return map;
            }
        } catch (YamlSyntaxException syntax) {
            // The reader's own words may quote the text, and so a credential.
            int line = syntax.problem().line();
            throw new UnusableKubeconfig("is not YAML that can be read" + (line > 0 ? ": see its line " + line : ""));
        }
        throw new UnusableKubeconfig("is not one YAML document with fields");
    }

    private static Kubeconfig kubeconfig(YamlMap document) throws UnusableKubeconfig {
        YamlMap context = context(document);
        YamlMap cluster = entry(document, "clusters", "cluster", required(context, "cluster", "its context"));
        String userName = text(context, "user");
        YamlMap user = userName.isEmpty() ? YamlMap.empty() : entry(document, "users", "user", userName);
        return new Kubeconfig(server(cluster), authorities(cluster), certificate(user), authorization(user));
    }

    private static YamlMap context(YamlMap document) throws UnusableKubeconfig {
        String current = text(document, "current-context");
        if (!current.isEmpty()) {
            return entry(document, "contexts", "context", current);
        }
        List<YamlMap> all = entries(document, "contexts");
        if (all.size() != 1) {
            throw new UnusableKubeconfig(
                    "has %d contexts and no current-context; say which one is meant".formatted(all.size()));
        }
        return inner(all.getFirst(), "context");
    }

    private static URI server(YamlMap cluster) throws UnusableKubeconfig {
        refuseFile(cluster, "certificate-authority");
        if (isTrue(cluster, "insecure-skip-tls-verify")) {
            throw new UnusableKubeconfig(
                    "sets insecure-skip-tls-verify, which is refused; give the authority in certificate-authority-data");
        }
        refuse(cluster, "proxy-url", "sets proxy-url, which is not supported");
        refuse(cluster, "tls-server-name", "sets tls-server-name, which is not supported");
        String server = required(cluster, "server", "its cluster");
        try {
            URI address = new URI(server);
            if (!"https".equalsIgnoreCase(address.getScheme())
                    || address.getHost() == null
                    || address.getRawUserInfo() != null
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null) {
                throw new UnusableKubeconfig(
                        "has a server that is not an https address with a host, and without user, query and fragment");
            }
            return address;
        } catch (URISyntaxException unreadable) {
            throw new UnusableKubeconfig("has a server that is not an address");
        }
    }

    private static Optional<String> authorities(YamlMap cluster) throws UnusableKubeconfig {
        return decoded(cluster, "certificate-authority-data");
    }

    private static Optional<Kubeconfig.ClientCertificate> certificate(YamlMap user) throws UnusableKubeconfig {
        refuseFile(user, "client-certificate");
        refuseFile(user, "client-key");
        Optional<String> certificate = decoded(user, "client-certificate-data");
        Optional<String> key = decoded(user, "client-key-data");
        if (certificate.isPresent() != key.isPresent()) {
            throw new UnusableKubeconfig("has only one of client-certificate-data and client-key-data");
        }
        return certificate.map(it -> new Kubeconfig.ClientCertificate(it, key.orElseThrow()));
    }

    private static Optional<String> authorization(YamlMap user) throws UnusableKubeconfig {
        refuse(user, "exec", "gets its credentials from a program (exec), and no program is started; use a token");
        refuse(user, "auth-provider", "gets its credentials from an auth-provider, which is refused; use a token");
        refuse(user, "tokenFile", "refers to a file with tokenFile, and no file is read; put the content into token");
        for (String field : List.of("as", "as-uid", "as-groups", "as-user-extra")) {
            refuse(
                    user,
                    field,
                    "acts as somebody else by '%s', which is refused; use serviceAccountName".formatted(field));
        }
        String token = withoutLineEnds(text(user, "token"));
        String name = withoutLineEnds(text(user, "username"));
        String password = withoutLineEnds(text(user, "password"));
        if (!token.isEmpty() && !name.isEmpty()) {
            throw new UnusableKubeconfig("has a token and a username; only one of them can be sent");
        }
        if (!token.isEmpty()) {
            if (!token.chars().allMatch(character -> character > 0x20 && character < 0x7f)) {
                throw new UnusableKubeconfig(
                        "has a token that cannot be sent in a header: it holds a line end, a space or another character that is not printable ASCII");
            }
            return Optional.of("Bearer " + token);
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8)));
    }

    private static void refuseFile(YamlMap map, String field) throws UnusableKubeconfig {
        refuse(
                map,
                field,
                "refers to a file with %s, and no file is read".formatted(field) + CONTAINED.formatted(field));
    }

    private static void refuse(YamlMap map, String field, String problem) throws UnusableKubeconfig {
        boolean isEmpty = map.find(field)
                .map(value -> value instanceof YamlScalar scalar
                        && (scalar.text().isEmpty()
                                || !scalar.isString() && scalar.text().equals("null")))
                .orElse(true);
        if (!isEmpty) {
            throw new UnusableKubeconfig(problem);
        }
    }

    private static boolean isTrue(YamlMap map, String field) {
        return map.get(field) instanceof YamlScalar scalar && !scalar.text().equals("false");
    }

    private static Optional<String> decoded(YamlMap map, String field) throws UnusableKubeconfig {
        String encoded = text(map, field).replaceAll("[\r\n]", "");
        try {
            return encoded.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new String(Base64.getDecoder().decode(encoded), UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableKubeconfig("has a %s that is not base64".formatted(field));
        }
    }

    private static YamlMap entry(YamlMap document, String list, String inside, String name) throws UnusableKubeconfig {
        for (YamlMap entry : entries(document, list)) {
            if (text(entry, "name").equals(name)) {
                return inner(entry, inside);
            }
        }
        throw new UnusableKubeconfig("names a %s that is not among its %s".formatted(inside, list));
    }

    private static YamlMap inner(YamlMap entry, String inside) throws UnusableKubeconfig {
        YamlMap inner = mapOrNull(entry.get(inside));
        if (inner == null) {
            throw new UnusableKubeconfig("has an entry without its %s".formatted(inside));
        }
        return inner;
    }

    private static List<YamlMap> entries(YamlMap document, String list) {
        return document.get(list) instanceof YamlList items
                ? items.items().stream()
                        .filter(YamlMap.class::isInstance)
                        .map(YamlMap.class::cast)
                        .toList()
                : List.of();
    }

    private static @Nullable YamlMap mapOrNull(@Nullable YamlNode node) {
        return node instanceof YamlMap map ? map : null;
    }

    private static String required(YamlMap map, String field, String where) throws UnusableKubeconfig {
        String value = text(map, field);
        if (value.isEmpty()) {
            throw new UnusableKubeconfig("has no %s in %s".formatted(field, where));
        }
        return value;
    }

    /** The text of a field; empty when it is absent, null or not a text. */
    private static String text(YamlMap map, String field) {
        return map.get(field) instanceof YamlScalar scalar
                        && (scalar.isString() || !scalar.text().equals("null"))
                ? scalar.text()
                : "";
    }

    /** A block of text ends in a line end that nobody means. */
    private static String withoutLineEnds(String value) {
        return value.replaceAll("[\r\n]+$", "");
    }

    private static final class UnusableKubeconfig extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        UnusableKubeconfig(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }
}
