package dev.capstan.notification.alert;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message must and must not say. The expressions are RE2, so their time is linear in the length of the message, whatever the user
 * wrote.
 */
public final class MessageFilter {
    /** Lets everything pass. */
    public static final MessageFilter NONE = new MessageFilter(List.of(), List.of(), List.of());

    private final List<Pattern> included;
    private final List<Pattern> excluded;
    private final List<String> problems;

    private MessageFilter(List<Pattern> included, List<Pattern> excluded, List<String> problems) {
        this.included = List.copyOf(included);
        this.excluded = List.copyOf(excluded);
        this.problems = List.copyOf(problems);
    }

    /** Compiles the expressions; those that are wrong are skipped and listed in {@link #problems()}. */
    public static MessageFilter of(List<String> inclusions, List<String> exclusions) {
        var problems = new ArrayList<String>();
        return new MessageFilter(
                compile("inclusionList", inclusions, problems),
                compile("exclusionList", exclusions, problems),
                problems);
    }

    private static List<Pattern> compile(String field, List<String> expressions, List<String> problems) {
        var patterns = new ArrayList<Pattern>();
        for (int i = 0; i < expressions.size(); i++) {
            try {
                patterns.add(Pattern.compile(expressions.get(i)));
            } catch (PatternSyntaxException wrong) {
                problems.add("spec.%s[%d] is not a regular expression of RE2 and is skipped: %s"
                        .formatted(field, i, wrong.getDescription()));
            }
        }
        return patterns;
    }

    /**
     * Whether the message passes: one of the inclusions matches somewhere in it, or there are none; and no exclusion does. A list whose
     * expressions are all wrong counts as empty.
     */
    public boolean accepts(String message) {
        return (included.isEmpty()
                        || included.stream().anyMatch(it -> it.matcher(message).find()))
                && excluded.stream().noneMatch(it -> it.matcher(message).find());
    }

    /** One sentence per expression that was skipped. */
    public List<String> problems() {
        return problems;
    }
}
