package dev.capstan.apply.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Missing rights and refused identities. What is missing is written as rules that can be copied into a Role. */
final class RightsRules {

    private static final Pattern RULE = Pattern.compile(
            "\\{APIGroups:\\[([^]]*)], Resources:\\[([^]]*)](?:, ResourceNames:\\[([^]]*)])?, Verbs:\\[([^]]*)]}");
    private static final List<String> WHAT_AN_APPLIER_NEEDS = List.of("get", "create", "patch", "delete");

    private RightsRules() {}

    static List<Refusal.Rule> all() {
        return List.of(
                Refusal.Rule.on(
                        "is attempting to grant RBAC permissions not currently held:(.*)",
                        (_, found) -> escalation(found.group(1))),
                Refusal.Rule.on(
                        "User \"([^\"]*)\" cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\"(?: in the namespace \"([^\"]+)\")?",
                        RightsRules::missing),
                Refusal.Rule.on(
                        "User \"([^\"]*)\" cannot (\\w+) path \"([^\"]+)\"",
                        (_, found) -> new Explanation(
                                account(found.group(1)) + " may not " + found.group(2) + " " + found.group(3),
                                "Allow it in a ClusterRole with nonResourceURLs.")),
                refusal -> refusal.code() != 401
                        ? Optional.empty()
                        : Optional.of(new Explanation(
                                "the API server does not accept our credentials: the token or certificate has expired, was"
                                        + " revoked, or is for another cluster",
                                "Renew the credentials (the Secret of spec.kubeConfig, or the controller's own"
                                        + " kubeconfig or service account).")));
    }

    private static Explanation missing(Refusal refusal, Matcher found) {
        String verb = found.group(2);
        String group = found.group(4);
        String resource = found.group(3);
        String namespace = found.group(5) == null ? "" : found.group(5);
        String named = group.isEmpty() ? resource : resource + "." + group;
        String where = namespace.isEmpty() ? "in the cluster as a whole" : "in the namespace " + namespace;
        List<String> verbs = WHAT_AN_APPLIER_NEEDS.contains(verb) ? WHAT_AN_APPLIER_NEEDS : List.of(verb);
        String role = namespace.isEmpty() ? "a ClusterRole" : "a Role in the namespace " + namespace;
        return new Explanation(
                account(found.group(1)) + " may not " + verb + " " + named + " " + where,
                "Add this rule to " + role + " that is bound to it: - {apiGroups: [" + quotedGroup(group)
                        + "], resources: [" + resource + "], verbs: [" + String.join(", ", verbs) + "]}");
    }

    private static Explanation escalation(String rules) {
        List<String> missing = new ArrayList<>();
        Matcher rule = RULE.matcher(rules);
        while (rule.find()) {
            missing.add("- {apiGroups: [" + list(rule.group(1)) + "], resources: [" + list(rule.group(2)) + "]"
                    + (rule.group(3) == null ? "" : ", resourceNames: [" + list(rule.group(3)) + "]")
                    + ", verbs: [" + list(rule.group(4)) + "]}");
        }
        return new Explanation(
                "it would grant rights that the account which applies does not have itself",
                missing.isEmpty()
                        ? "Give that account these rights first, or the verb escalate (for bindings: bind)."
                        : "Give that account these rights first: " + String.join(" ", missing)
                                + " or the verb escalate (for bindings: bind).");
    }

    /** {@code "pods" "services"} as a list of YAML. */
    private static String list(String words) {
        return String.join(", ", words.strip().split("[ ,]+"));
    }

    private static String quotedGroup(String group) {
        return group.isEmpty() ? "\"\"" : group;
    }

    private static String account(String user) {
        Matcher account = Pattern.compile("system:serviceaccount:([^:]+):(.+)").matcher(user);
        return account.matches()
                ? "the service account " + account.group(2) + " of the namespace " + account.group(1)
                : "the user " + user;
    }
}
