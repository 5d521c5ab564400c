package dev.capstan.argo.project;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
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
            if (text.length() > 2 && text.startsWith("/") && text.endsWith("/") && text.length() <= Glob.LONGEST) {
                addExpression(text.substring(1, text.length() - 1));
            }
            if (Glob.parse(text, GlobSyntax.TEXT) instanceof Glob.Parsed.Usable(Glob glob)) {
                patterns.add(glob::matches);
            }
        }
    }

    private void addExpression(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            patterns.add(text -> pattern.matcher(text).find());
        } catch (PatternSyntaxException malformed) {
            // Matches nothing; ProjectProblems names it.
        }
    }

    boolean has(String namespace) {
        return patterns.stream().anyMatch(pattern -> pattern.test(namespace));
    }
}
