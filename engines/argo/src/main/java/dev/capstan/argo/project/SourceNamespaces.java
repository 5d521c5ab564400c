package dev.capstan.argo.project;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.SearchExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The namespaces beside the control plane's in which Applications may use a project: patterns, or regular expressions between slashes,
 * which may match anywhere. Expressions that need to go back (look-around, back references) are malformed, and match nothing.
 */
final class SourceNamespaces {
    private final List<Predicate<String>> patterns = new ArrayList<>();

    SourceNamespaces(List<String> texts) {
        for (String text : texts) {
            if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
                addExpression(text.substring(1, text.length() - 1));
            }
            if (Glob.parse(text, GlobSyntax.TEXT) instanceof Glob.Parsed.Usable(Glob glob)) {
                patterns.add(glob::matches);
            }
        }
    }

    /** One that is malformed matches nothing; {@link ProjectProblems} names it. */
    private void addExpression(String text) {
        if (SearchExpression.parse(text) instanceof SearchExpression.Parsed.Usable(SearchExpression expression)) {
            patterns.add(expression::isIn);
        }
    }

    boolean has(String namespace) {
        return patterns.stream().anyMatch(pattern -> pattern.test(namespace));
    }
}
