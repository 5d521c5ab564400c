package dev.capstan.oci.signature.notation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.signature.TrustException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One statement of a trust policy document.
 *
 * @param scopes the repositories that it is for; empty for all others
 * @param stores the trust stores that it names, such as {@code ca:acme}
 * @param wantsTimestamp whether signatures must carry a timestamp of an authority
 * @param identities who may have signed; empty for everybody who has a trusted certificate
 */
record TrustPolicy(
        String name,
        List<RepositoryName> scopes,
        Enforcement enforcement,
        Set<String> stores,
        boolean wantsTimestamp,
        List<SubjectPattern> identities) {
    private static final String VERSION = "1.0";
    private static final String ANY = "*";
    private static final String TIMESTAMPS = "tsa";
    private static final Pattern STORE = Pattern.compile("(ca|signingAuthority|tsa):[A-Za-z0-9_.-]+");
    private static final Pattern QUALIFIED = Pattern.compile("(localhost|[^/]*[.:][^/]*)/.+");

    /** Reads a document, as strictly as it is written about: what could be meant otherwise is refused as a whole. */
    static List<TrustPolicy> read(byte[] document) throws TrustException {
        var root = Json.object(document).orElseThrow(() -> new TrustException("it is not a JSON object"));
        if (!VERSION.equals(root.path("version").textValue())) {
            throw new TrustException("its version is not '" + VERSION + "'");
        }
        var policies = new ArrayList<TrustPolicy>();
        var names = new HashSet<String>();
        var scopes = new HashSet<String>();
        for (var statement : root.path("trustPolicies")) {
            var name = Json.text(statement, "name").orElseThrow(() -> new TrustException("a statement has no name"));
            if (!names.add(name)) {
                throw new TrustException("two statements have the name '" + name + "'");
            }
            try {
                policies.add(statement(name, statement));
            } catch (TrustException e) {
                throw new TrustException("statement '" + name + "': " + e.why());
            }
            for (var scope : policies.getLast().scopeNames()) {
                if (!scopes.add(scope)) {
                    throw new TrustException("two statements are for '" + scope + "'");
                }
            }
        }
        if (policies.isEmpty()) {
            throw new TrustException("it has no trustPolicies");
        }
        requireOneStore(policies);
        return policies;
    }

    /** All certificates of the Secret are in every store, so that one that is meant for one of two would count for the other. */
    private static void requireOneStore(List<TrustPolicy> policies) throws TrustException {
        var stores = policies.stream()
                .flatMap(it -> it.stores().stream())
                .filter(it -> !isOf(TIMESTAMPS, it))
                .collect(Collectors.toCollection(TreeSet::new));
        if (stores.size() > 1) {
            throw new TrustException("it names several trust stores (" + String.join(", ", stores)
                    + "), and the certificates of the Secret are not told apart by them; name one,"
                    + " and write an object with a Secret of its own for another");
        }
    }

    /** Whether it names a store of a kind, such as {@code ca}. */
    boolean hasStore(String kind) {
        return stores.stream().anyMatch(it -> isOf(kind, it));
    }

    private static boolean isOf(String kind, String store) {
        return store.startsWith(kind + ":");
    }

    private static TrustPolicy statement(String name, JsonNode json) throws TrustException {
        var verification = json.path("signatureVerification");
        var enforcement = Enforcement.read(verification);
        var scopes = scopes(texts(json, "registryScopes"));
        if (enforcement.isSkip()) {
            if (scopes.isEmpty()) {
                throw new TrustException("the level 'skip' is not for all repositories; name them in registryScopes");
            }
            return new TrustPolicy(name, scopes, enforcement, Set.of(), false, List.of());
        }
        var stores = stores(texts(json, "trustStores"));
        return new TrustPolicy(
                name,
                scopes,
                enforcement,
                stores,
                wantsTimestamp(verification, stores),
                identities(texts(json, "trustedIdentities")));
    }

    private List<String> scopeNames() {
        return scopes.isEmpty()
                ? List.of(ANY)
                : scopes.stream().map(RepositoryName::toString).toList();
    }

    private static List<RepositoryName> scopes(List<String> texts) throws TrustException {
        if (texts.equals(List.of(ANY))) {
            return List.of();
        }
        var scopes = new ArrayList<RepositoryName>();
        for (var text : texts) {
            var name = RepositoryName.parse(text);
            if (!(name instanceof OciResult.Success<RepositoryName>(var repository))
                    || !QUALIFIED.matcher(text).matches()) {
                throw new TrustException(
                        "'" + text + "' in registryScopes is not '*' by itself, and not a repository with its host");
            }
            scopes.add(repository);
        }
        if (scopes.isEmpty()) {
            throw new TrustException("it has no registryScopes");
        }
        return scopes;
    }

    private static Set<String> stores(List<String> texts) throws TrustException {
        for (var text : texts) {
            if (!STORE.matcher(text).matches()) {
                throw new TrustException(
                        "'" + text + "' in trustStores is not ca:name, signingAuthority:name or tsa:name");
            }
        }
        if (texts.isEmpty()) {
            throw new TrustException("it has no trustStores");
        }
        return Set.copyOf(texts);
    }

    private static boolean wantsTimestamp(JsonNode verification, Set<String> stores) throws TrustException {
        var when = verification.path("verifyTimestamp").asText("always");
        return switch (when) {
            case "always", "" -> stores.stream().anyMatch(it -> isOf(TIMESTAMPS, it));
            case "afterCertExpiry" -> false;
            default -> throw new TrustException("verifyTimestamp is not 'always' and not 'afterCertExpiry'");
        };
    }

    private static List<SubjectPattern> identities(List<String> texts) throws TrustException {
        if (texts.equals(List.of(ANY))) {
            return List.of();
        }
        var patterns = new ArrayList<SubjectPattern>();
        for (var text : texts) {
            patterns.add(SubjectPattern.read(text));
        }
        if (patterns.isEmpty()) {
            throw new TrustException("it has no trustedIdentities");
        }
        return patterns;
    }

    private static List<String> texts(JsonNode json, String field) throws TrustException {
        var list = json.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new TrustException(field + " is not a list");
        }
        var texts = new ArrayList<String>();
        for (var element : list) {
            if (!element.isTextual()) {
                throw new TrustException(field + " has something else than texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The statement for a repository: the one that names it, else the one for all. */
    static Optional<TrustPolicy> applicable(List<TrustPolicy> policies, RepositoryName repository) {
        return policies.stream()
                .filter(it -> it.scopes().contains(repository))
                .findFirst()
                .or(() -> policies.stream().filter(it -> it.scopes().isEmpty()).findFirst());
    }
}
