package dev.capstan.argo.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.repository.RepositoryUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a project demands of commits: {@code sourceIntegrity.git.policies}, or else {@code signatureKeys}, which is one policy for all
 * repositories that looks at the revision alone. Several policies for one repository are an error, and none means that nothing is
 * demanded; but a pattern that is malformed might have been meant for any repository, so nothing is let through then.
 */
public final class SignaturePolicies {
    private static final String NONE = "none";
    private static final String HEAD = "head";
    private static final String STRICT = "strict";

    private final List<Policy> policies;
    private final List<String> notices;

    private SignaturePolicies(List<Policy> policies, List<String> notices) {
        this.policies = List.copyOf(policies);
        this.notices = List.copyOf(notices);
    }

    /** A policy, as it is written; without {@code gpg} it demands nothing. */
    private record Policy(List<String> repositories, Optional<String> mode, List<String> keys) {
        /** A repository is not kept out of a policy by writing its URL in another way; it is excepted only as it is written. */
        boolean isFor(String url) {
            boolean isIn = false;
            for (String pattern : repositories) {
                if (pattern.startsWith("!")) {
                    if (Glob.matches(pattern.substring(1), url, GlobSyntax.TEXT)) {
                        return false;
                    }
                } else {
                    isIn |= Glob.matches(pattern, url, GlobSyntax.TEXT) || matchesNormalised(pattern, url);
                }
            }
            return isIn;
        }

        private static boolean matchesNormalised(String pattern, String url) {
            Optional<String> normalPattern = RepositoryUrl.normalised(pattern);
            Optional<String> normalUrl = RepositoryUrl.normalised(url);
            return normalPattern.isPresent()
                    && normalUrl.isPresent()
                    && Stream.of(normalUrl.get(), RepositoryUrl.shown(normalUrl.get()))
                            .anyMatch(other -> Glob.matches(normalPattern.get(), other, GlobSyntax.TEXT));
        }

        Optional<String> malformed() {
            return repositories.stream()
                    .map(pattern -> pattern.startsWith("!") ? pattern.substring(1) : pattern)
                    .flatMap(
                            pattern -> Glob.parse(pattern, GlobSyntax.TEXT) instanceof Glob.Parsed.Malformed(String why)
                                    ? Optional.of(why).stream()
                                    : Optional.<String>empty().stream())
                    .findFirst();
        }
    }

    /** Reads {@code spec} of a project. */
    public static SignaturePolicies of(JsonNode spec) {
        var notices = new ArrayList<String>();
        JsonNode git = spec.path("sourceIntegrity").path("git");
        List<String> old = texts(spec.path("signatureKeys"), "keyID");
        var policies = new ArrayList<Policy>();
        git.path("policies").forEach(policy -> policies.add(policy(policy)));
        if (!policies.isEmpty() && !old.isEmpty()) {
            notices.add("signatureKeys is not acted on, because sourceIntegrity.git has policies; move its keys");
        } else if (!old.isEmpty()) {
            policies.add(new Policy(List.of("*"), Optional.of(HEAD), old));
        }
        for (Policy policy : policies) {
            for (String key : policy.keys()) {
                if (AllowedKey.of(key).isEmpty()) {
                    notices.add(
                            "'" + key + "' is not a valid GnuPG key ID or SSH fingerprint, so nobody signs with it");
                }
            }
        }
        return new SignaturePolicies(policies, notices);
    }

    private static Policy policy(JsonNode policy) {
        JsonNode gpg = policy.path("gpg");
        List<String> keys = new ArrayList<>();
        gpg.path("keys").forEach(key -> keys.add(key.asText("")));
        return new Policy(
                texts(policy.path("repos"), "url"),
                gpg.isObject() ? Optional.of(gpg.path("mode").asText("")) : Optional.empty(),
                keys);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.path(field).asText("")));
        return texts;
    }

    /** What is demanded of a Git repository; Helm repositories and registries are not asked. */
    public Requirement forRepository(String url) {
        for (Policy policy : policies) {
            Optional<String> malformed = policy.malformed();
            if (malformed.isPresent()) {
                return new Requirement.Contradictory("git source integrity policy: " + malformed.get());
            }
        }
        List<Policy> found =
                policies.stream().filter(policy -> policy.isFor(url)).toList();
        if (found.isEmpty()) {
            return new Requirement.NothingDemanded();
        }
        return found.size() == 1
                ? requirement(found.getFirst())
                : new Requirement.Contradictory("multiple (" + found.size()
                        + ") git source integrity policies found for repo URL: " + RepositoryUrl.shown(url));
    }

    private static Requirement requirement(Policy policy) {
        if (policy.mode().isEmpty() || policy.mode().get().equals(NONE)) {
            return new Requirement.NothingDemanded();
        }
        String mode = policy.mode().get();
        if (!mode.equals(HEAD) && !mode.equals(STRICT)) {
            return new Requirement.Contradictory(
                    "unknown GPG mode \"" + mode + "\" configured for GIT source integrity");
        }
        Set<AllowedKey> keys = policy.keys().stream()
                .flatMap(key -> AllowedKey.of(key).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Requirement.Signed(mode.equals(STRICT), keys);
    }

    /** Whether nothing is demanded of any repository. */
    public boolean isEmpty() {
        return policies.isEmpty();
    }

    /** What is not acted on; for people. */
    public List<String> notices() {
        return notices;
    }
}
