package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces {@code $(NAME)} in texts; {@code $$} stands for a dollar sign, an unknown name is left as it is. */
final class ReferenceExpander {
    /** The value of a variable; an unusable one (a map or list) is left unreplaced. */
    record Value(String text, ScalarKind kind, boolean isUsable) {
        static final Value UNUSABLE = new Value("", ScalarKind.STRING, false);
    }

    private final Map<String, Value> values;

    ReferenceExpander(Map<String, Value> values) {
        this.values = values;
    }

    /** Replaces in a scalar. A text that is nothing but one variable takes over the type of its value. */
    void apply(Node scalar) {
        String text = scalar.text();
        Value whole = wholeValue(text);
        if (whole == null) {
            scalar.setScalar(Tag.STRING, ScalarStyle.PLAIN, expand(text));
            return;
        }
        Tag tag = switch (whole.kind()) {
            case INT -> Tag.INT;
            case FLOAT -> Tag.FLOAT;
            case BOOL -> Tag.BOOL;
            default -> Tag.STRING;
        };
        scalar.setScalar(tag, ScalarStyle.PLAIN, whole.text());
    }

    private @Nullable Value wholeValue(String text) {
        if (!text.startsWith("$(") || text.indexOf(')') != text.length() - 1) {
            return null;
        }
        return usable(text.substring(2, text.length() - 1));
    }

    private @Nullable Value usable(String name) {
        Value value = values.get(name);
        return value != null && value.isUsable() ? value : null;
    }

    private String expand(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '$' || i + 1 == text.length()) {
                result.append(c);
                continue;
            }
            char next = text.charAt(i + 1);
            int close = next == '(' ? text.indexOf(')', i + 2) : -1;
            if (next == '$') {
                result.append('$');
                i++;
            } else if (close < 0) {
                result.append('$').append(next);
                i++;
            } else {
                String name = text.substring(i + 2, close);
                Value value = usable(name);
                result.append(value == null ? "$(" + name + ")" : value.text());
                i = close;
            }
        }
        return result.toString();
    }
}
