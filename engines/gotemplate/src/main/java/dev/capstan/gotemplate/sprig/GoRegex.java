package dev.capstan.gotemplate.sprig;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A regular expression that finds what Go's package regexp finds, empty matches included. */
public final class GoRegex {

    private static final String META = "\\.+*?()|[]{}^$";

    private final String expression;
    private final Pattern pattern;

    private GoRegex(String expression, Pattern pattern) {
        this.expression = expression;
        this.pattern = pattern;
    }

    /** Fails as {@code regexp.Compile}. */
    static GoRegex compile(String expression) {
        RegexFaults.refuseStrayBytes(expression);
        RegexSize.check(expression);
        try {
            return new GoRegex(expression, Pattern.compile(expression));
        } catch (PatternSyntaxException invalid) {
            String renamed = RegexFaults.withoutSecondNames(expression, invalid);
            if (!renamed.equals(expression)) {
                return compile(renamed);
            }
            throw new FunctionException(RegexFaults.message(expression, invalid), invalid);
        }
    }

    /** The expression as RE2/J knows it, for callers outside of templates; fails as {@code regexp.Compile}. */
    public static Pattern pattern(String expression) {
        return compile(expression).pattern;
    }

    /** Fails as {@code regexp.MustCompile}. */
    static GoRegex mustCompile(String expression) {
        try {
            return compile(expression);
        } catch (FunctionException invalid) {
            String quoted = GoFormat.message("%#q", expression);
            throw new FunctionException("regexp: Compile(" + quoted + "): " + invalid.getMessage());
        }
    }

    static String quoteMeta(String text) {
        StringBuilder quoted = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            if (META.indexOf(text.charAt(i)) >= 0) {
                quoted.append('\\');
            }
            quoted.append(text.charAt(i));
        }
        return quoted.toString();
    }

    boolean isIn(String text, Bounds bounds) {
        bounds.steps(text.length());
        return pattern.matcher(text).find();
    }

    String find(String text, Bounds bounds) {
        bounds.steps(text.length());
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? text.substring(matcher.start(), matcher.end()) : "";
    }

    private record Match(int from, int to) {}

    /** Up to {@code most} matches, all for a negative number. None is empty right behind another. */
    private List<Match> matches(String text, long most, Bounds bounds) {
        List<Match> matches = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int at = 0;
        int lastEnd = -1;
        while (at <= text.length() && (most < 0 || matches.size() < most) && matcher.find(at)) {
            bounds.growingEntries(matches.size());
            int from = matcher.start();
            int to = matcher.end();
            boolean accepted = to != at || from != lastEnd;
            at = to > at ? to : next(text, at);
            lastEnd = to;
            if (accepted) {
                matches.add(new Match(from, to));
            }
        }
        bounds.entries(matches.size());
        return matches;
    }

    private static int next(String text, int at) {
        return at < text.length() ? text.offsetByCodePoints(at, 1) : at + 1;
    }

    /** The texts of the matches; null, which is nil in Go, for none. */
    @Nullable List<String> findAll(String text, long most, Bounds bounds) {
        List<String> found = matches(text, most, bounds).stream()
                .map(match -> text.substring(match.from, match.to))
                .toList();
        return found.isEmpty() ? null : found;
    }

    /** What is between the matches, in at most {@code most} parts; null, which is nil in Go, for 0. */
    @Nullable List<String> split(String text, long most, Bounds bounds) {
        if (most == 0) {
            return null;
        }
        if (!expression.isEmpty() && text.isEmpty()) {
            return List.of("");
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        int end = 0;
        for (Match match : matches(text, most, bounds)) {
            if (most > 0 && parts.size() == most - 1) {
                break;
            }
            end = match.from;
            if (match.to != 0) {
                parts.add(text.substring(from, end));
            }
            from = match.to;
        }
        if (end != text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    String replaceAll(String text, String replacement, boolean expands, Bounds bounds) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        int at = 0;
        int lastEnd = 0;
        while (at <= text.length() && matcher.find(at)) {
            out.append(text, lastEnd, matcher.start());
            if (matcher.end() > lastEnd || matcher.start() == 0) {
                if (expands) {
                    RegexTemplate.expand(replacement, matcher, out, bounds);
                } else {
                    bounds.growing((long) out.length() + replacement.length());
                    out.append(replacement);
                }
            }
            lastEnd = matcher.end();
            at = Math.max(matcher.end(), next(text, at));
        }
        bounds.value((long) out.length() + text.length() - lastEnd);
        return out.append(text, Math.min(lastEnd, text.length()), text.length()).toString();
    }
}
