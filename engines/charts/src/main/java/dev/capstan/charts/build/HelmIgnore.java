package dev.capstan.charts.build;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a {@code .helmignore}, which look like Git's and are not: the first rule that matches decides, {@code **} is refused,
 * and a rule with {@code !} leaves out everything that it does not match.
 */
public final class HelmIgnore implements ChartFiles.Exclusion {
    /** Where the rules of a chart lie. */
    public static final String FILE = ".helmignore";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What Helm leaves out always: hidden files among the templates. */
    private static final String DEFAULT = "templates/.?*";

    private final List<Rule> rules;

    private HelmIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(boolean isNegated, boolean isForFoldersOnly, boolean isForNames, GoPathPattern pattern) {
        boolean matches(String path) {
            return pattern.matches(isForNames ? path.substring(path.lastIndexOf('/') + 1) : path);
        }
    }

    /**
     * The rules of a text, after those that always hold.
     *
     * @throws ChartException when Helm would refuse a rule
     */
    public static HelmIgnore parse(byte[] text) throws ChartException {
        var rules = new ArrayList<Rule>();
        var lines = new String(text, StandardCharsets.UTF_8);
        lines = lines.startsWith(BYTE_ORDER_MARK) ? lines.substring(1) : lines;
        for (String line : (lines + "\n" + DEFAULT).lines().toList()) {
            var rule = line.strip();
            if (!rule.isEmpty() && !rule.startsWith("#")) {
                rules.add(rule(rule));
            }
        }
        return new HelmIgnore(List.copyOf(rules));
    }

    private static Rule rule(String line) throws ChartException {
        if (line.contains("**")) {
            throw new ChartException(new ChartFailure.ChartInvalid(FILE + " holds '**', which Helm does not support"));
        }
        var text = line;
        boolean isNegated = text.startsWith("!");
        text = isNegated ? text.substring(1) : text;
        boolean isForFoldersOnly = text.endsWith("/");
        text = isForFoldersOnly ? text.substring(0, text.length() - 1) : text;
        boolean isForNames = !text.contains("/");
        text = text.startsWith("/") ? text.substring(1) : text;
        var pattern = GoPathPattern.parse(text)
                .orElseThrow(
                        () -> new ChartException(new ChartFailure.ChartInvalid(FILE + " holds a malformed pattern")));
        return new Rule(isNegated, isForFoldersOnly, isForNames, pattern);
    }

    @Override
    public boolean excludes(String path, boolean isFolder) {
        for (Rule rule : rules) {
            if (rule.isNegated()) {
                if ((rule.isForFoldersOnly() && !isFolder) || !rule.matches(path)) {
                    return true;
                }
            } else if ((!rule.isForFoldersOnly() || isFolder) && rule.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
