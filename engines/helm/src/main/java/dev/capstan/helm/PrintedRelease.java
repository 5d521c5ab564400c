package dev.capstan.helm;

import dev.capstan.charts.build.GoPathPattern;
import dev.capstan.helm.manifest.DocumentSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release as {@code helm template} prints it: the manifest, then the hooks. */
public final class PrintedRelease {
    private static final Pattern SOURCE = Pattern.compile("# Source: [^/\\n]+/(.+)");

    private PrintedRelease() {}

    /** What of the hooks is printed. */
    public enum Hooks {
        ALL,
        /** All but those that test a release. */
        NO_TESTS,
        NONE
    }

    /** The whole text. */
    public static String text(RenderedRelease release, Hooks hooks) {
        var text = new StringBuilder(trimmed(release.manifest())).append('\n');
        for (Hook hook : release.hooks()) {
            boolean isShown = hooks == Hooks.ALL
                    || hooks == Hooks.NO_TESTS && !hook.events().contains(HookEvent.TEST);
            if (isShown) {
                text.append("---\n# Source: ")
                        .append(hook.path())
                        .append('\n')
                        .append(hook.manifest())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /**
     * The documents of some templates, in the order of the patterns; empty when a pattern matches none of them.
     *
     * @param text as {@link #text} makes it
     * @param pattern of the path of a template in its chart, for example {@code templates/*.yaml}
     */
    public static Optional<List<String>> only(String text, String pattern) {
        Optional<GoPathPattern> path = GoPathPattern.parse(pattern);
        List<String> found = new ArrayList<>();
        for (String document : DocumentSplit.split(text)) {
            Matcher source = SOURCE.matcher(document);
            if (path.isPresent() && source.find() && path.get().matches(source.group(1))) {
                found.add("---\n" + document + "\n");
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Without what Unicode calls blanks around it. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && DocumentSplit.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && DocumentSplit.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
