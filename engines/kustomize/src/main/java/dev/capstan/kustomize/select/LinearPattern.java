package dev.capstan.kustomize.select;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A regular expression from a user. It is matched in time linear in the text, whatever the expression: users of one tenant
 * must not be able to stop a build by a pattern that backtracks.
 */
public final class LinearPattern {
    private static final int MAX_PATTERN_LENGTH = 4096;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** A pattern that may match anywhere in a text. */
    public static LinearPattern compile(String expression) {
        if (expression.length() > MAX_PATTERN_LENGTH) {
            throw BuildFault.of(
                    Code.LIMIT_EXCEEDED, "the regular expression is longer than " + MAX_PATTERN_LENGTH + " characters");
        }
        try {
            return new LinearPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_INVALID, "the regular expression \"" + expression + "\" is not valid")
                    .with(problem -> problem.because(e.getDescription())
                            .advise("Use the RE2 syntax; look-around and back-references do not exist in it."));
        }
    }

    /** A pattern that may match anywhere in a text; empty when the expression is not valid. */
    public static Optional<LinearPattern> compileIfValid(String expression) {
        try {
            return Optional.of(compile(expression));
        } catch (BuildFault invalid) {
            return Optional.empty();
        }
    }

    /** A pattern that must match a text as a whole. */
    public static LinearPattern compileWhole(String expression) {
        return compile("^(?:" + expression + ")$");
    }

    /** Whether the pattern matches. */
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }

    /** Compiles each expression once. Belongs to one step of one build. */
    public static final class Cache {
        private final ConcurrentHashMap<String, LinearPattern> patterns = new ConcurrentHashMap<>();

        /** The pattern of an expression. */
        public LinearPattern get(String expression) {
            return patterns.computeIfAbsent(expression, LinearPattern::compile);
        }
    }
}
