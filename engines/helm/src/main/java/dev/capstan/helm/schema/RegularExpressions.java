package dev.capstan.helm.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Regular expressions of Go, which take linear time. */
final class RegularExpressions {
    private static final String GO_PERL_ERROR = "invalid or unsupported Perl syntax";
    private static final String JAVA_PERL_ERROR = "invalid perl operator";

    private RegularExpressions() {}

    static Pattern compile(String text) {
        return Pattern.compile(text);
    }

    /** What is wrong with an expression, in Go's words; empty for none. */
    static Optional<String> problem(String text) {
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            String description = e.getDescription().equals(JAVA_PERL_ERROR) ? GO_PERL_ERROR : e.getDescription();
            return Optional.of("error parsing regexp: " + description
                    + (e.getPattern().isEmpty() ? "" : ": `" + e.getPattern() + "`"));
        }
    }
}
