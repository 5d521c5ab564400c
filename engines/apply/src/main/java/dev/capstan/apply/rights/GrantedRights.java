package dev.capstan.apply.rights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.cluster.ObjectRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rights of one account in one namespace, as a {@code SelfSubjectRulesReview} lists them. What the list grants may
 * still be refused by admission, and what it does not grant may be granted by an authorizer that cannot list its rules:
 * it says what to try first, not what will happen.
 */
final class GrantedRights {

    private static final String ANY = "*";

    private record Rule(Set<String> verbs, Set<String> groups, Set<String> resources, Set<String> names) {

        boolean grants(String verb, ObjectRef object) {
            return contains(verbs, verb)
                    && contains(groups, object.type().kind().group())
                    && contains(resources, object.type().plural())
                    && (names.isEmpty() || names.contains(object.name()));
        }

        private static boolean contains(Set<String> granted, String wanted) {
            return granted.contains(ANY) || granted.contains(wanted);
        }
    }

    private final List<Rule> rules;

    private GrantedRights(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the answer to a review. */
    static GrantedRights of(JsonNode review) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : review.path("status").path("resourceRules")) {
            rules.add(new Rule(
                    texts(rule, "verbs"),
                    texts(rule, "apiGroups"),
                    texts(rule, "resources"),
                    texts(rule, "resourceNames")));
        }
        return new GrantedRights(rules);
    }

    /** Whether server-side apply of a new object is granted: it takes the right to patch and the right to create. */
    boolean allowToApply(ObjectRef object) {
        return isGranted("patch", object) && isGranted("create", object);
    }

    private boolean isGranted(String verb, ObjectRef object) {
        return rules.stream().anyMatch(rule -> rule.grants(verb, object));
    }

    private static Set<String> texts(JsonNode rule, String field) {
        Set<String> texts = new HashSet<>();
        rule.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
