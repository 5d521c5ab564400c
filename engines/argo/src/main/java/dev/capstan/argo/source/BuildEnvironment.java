package dev.capstan.argo.source;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Variables that stand for {@code $NAME} and {@code ${NAME}} in options; {@code $$} stands for a dollar sign. One that is not there is
 * empty, as Go's expansion has it.
 *
 * @param variables by name
 */
public record BuildEnvironment(Map<String, String> variables) {
    /** Longer values are left out, so that a text does not grow without measure. */
    private static final int LONGEST_VALUE = 4096;

    private static final String SPECIAL = "*#$@!?-0123456789";

    /** Copies the map, without values that are too long. */
    public BuildEnvironment {
        variables = variables.entrySet().stream()
                .filter(variable -> variable.getValue().length() <= LONGEST_VALUE)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The variables of an Application.
     *
     * @param application its name, with its namespace in front where it has another than the control plane
     * @param namespace of its destination
     * @param revision that was resolved
     */
    public static BuildEnvironment of(
            String application, String namespace, String project, String revision, ApplicationSource source) {
        return new BuildEnvironment(Map.of(
                "ARGOCD_APP_NAME", application,
                "ARGOCD_APP_NAMESPACE", namespace,
                "ARGOCD_APP_PROJECT_NAME", project,
                "ARGOCD_APP_REVISION", revision,
                "ARGOCD_APP_REVISION_SHORT", shortened(revision, 7),
                "ARGOCD_APP_REVISION_SHORT_8", shortened(revision, 8),
                "ARGOCD_APP_SOURCE_REPO_URL", source.repoUrl(),
                "ARGOCD_APP_SOURCE_PATH", source.path(),
                "ARGOCD_APP_SOURCE_TARGET_REVISION", source.targetRevision()));
    }

    private static String shortened(String revision, int length) {
        return revision.length() > length ? revision.substring(0, length) : revision;
    }

    /** Whether there is such a variable. */
    boolean has(String name) {
        return variables.containsKey(name);
    }

    /** A text with the values of the variables that it names. */
    public String expand(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        var out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            at += c == '$' && at + 1 < text.length() ? variable(text, at + 1, out) + 1 : plain(c, out);
        }
        return out.toString();
    }

    private static int plain(char c, StringBuilder out) {
        out.append(c);
        return 1;
    }

    /** Writes the value of the variable whose name begins at a place; how many characters it took. */
    private int variable(String text, int start, StringBuilder out) {
        char first = text.charAt(start);
        if (first == '{') {
            int end = text.indexOf('}', start);
            if (end < 0) {
                return 1;
            }
            out.append(value(text.substring(start + 1, end)));
            return end - start + 1;
        }
        if (SPECIAL.indexOf(first) >= 0) {
            out.append(value(String.valueOf(first)));
            return 1;
        }
        int end = start;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        out.append(end == start ? "$" : value(text.substring(start, end)));
        return end - start;
    }

    private static boolean isOfName(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private String value(String name) {
        return name.equals("$") ? "$" : variables.getOrDefault(name, "");
    }
}
