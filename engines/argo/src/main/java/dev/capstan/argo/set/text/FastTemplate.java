package dev.capstan.argo.set.text;

import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plain language: {@code {{ name }}} is replaced by the parameter of this name, if it is a text; everything else stays as it is.
 * What was filled in is not looked at again.
 */
public final class FastTemplate implements TemplateText {
    private static final String START = "{{";
    private static final String END = "}}";
    private static final int SHOWN = 200;

    private final GenerationBudget budget;

    /** Replaces within a budget. */
    public FastTemplate(GenerationBudget budget) {
        this.budget = budget;
    }

    @Override
    public boolean isStructured() {
        return false;
    }

    @Override
    public Optional<String> replaceIfKnown(String text, Map<String, @Nullable Object> parameters) {
        return Optional.of(replace(text, parameters));
    }

    @Override
    public String replace(String text, Map<String, @Nullable Object> parameters) {
        if (!isTemplate(text)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
            int end = text.indexOf(END, start + START.length());
            if (end < 0) {
                throw new GenerationException(
                        "invalid template: '" + shown(text) + "' has {{ without }} behind it; close it");
            }
            int before = replaced.length();
            replaced.append(text, at, start);
            String tag = text.substring(start + START.length(), end);
            replaced.append(
                    parameters.get(tag.strip()) instanceof String value && !tag.isBlank()
                            ? value
                            : text.substring(start, end + END.length()));
            budget.rendered(replaced.length() - before);
            at = end + END.length();
        }
        return replaced.append(text, at, text.length()).toString();
    }

    /** Whether a line has a beginning and, behind it, an end. */
    private static boolean isTemplate(String text) {
        for (int start = text.indexOf(START); start >= 0; ) {
            int line = text.indexOf('\n', start);
            int end = text.indexOf(END, start + START.length());
            if (end >= 0 && (line < 0 || end < line)) {
                return true;
            }
            start = line < 0 ? -1 : text.indexOf(START, line);
        }
        return false;
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
