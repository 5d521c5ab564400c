package dev.capstan.helm.schema;

import com.google.re2j.Pattern;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.sprig.GoRegex;
import java.util.Optional;

/** Regular expressions of Go, which take linear time. */
final class RegularExpressions {
    private RegularExpressions() {}

    static Pattern compile(String text) {
        return GoRegex.pattern(text);
    }

    /** What is wrong with an expression, in Go's words; empty for nothing. */
    static Optional<String> problem(String text) {
        try {
            compile(text);
            return Optional.empty();
        } catch (FunctionException e) {
            return Optional.of(e.getMessage());
        }
    }
}
