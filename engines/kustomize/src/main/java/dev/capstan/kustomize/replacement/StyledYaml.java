package dev.capstan.kustomize.replacement;

import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;

/** Writes YAML with the quotes, blocks and braces that each value was read with, as kustomize does inside of texts. */
final class StyledYaml {
    private final StringBuilder out = new StringBuilder();

    private StyledYaml() {}

    static String write(Node value) {
        StyledYaml yaml = new StyledYaml();
        yaml.block(value, 0);
        return yaml.out.toString().strip();
    }

    private void block(Node value, int indent) {
        if (value.isScalar() || value.size() == 0 || value.isFlow()) {
            inline(value, indent);
            out.append('\n');
        } else if (value.isMap()) {
            for (int i = 0; i < value.size(); i++) {
                spaces(i == 0 ? 0 : indent);
                out.append(key(value.key(i))).append(':');
                entry(value.child(i), indent);
            }
        } else {
            for (int i = 0; i < value.size(); i++) {
                spaces(i == 0 ? 0 : indent);
                out.append("- ");
                block(value.child(i), indent + 2);
            }
        }
    }

    private void entry(Node value, int indent) {
        boolean isBlock = !value.isScalar() && value.size() > 0 && !value.isFlow();
        if (!isBlock) {
            out.append(' ');
            block(value, indent + 2);
            return;
        }
        int inner = value.isMap() ? indent + 2 : indent;
        out.append('\n');
        spaces(inner);
        block(value, inner);
    }

    private void inline(Node value, int indent) {
        switch (value.kind()) {
            case SCALAR -> scalar(value, indent);
            case MAP -> {
                out.append('{');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ", ").append(key(value.key(i))).append(": ");
                    inline(value.child(i), indent);
                }
                out.append('}');
            }
            case LIST -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    inline(value.child(i), indent);
                }
                out.append(']');
            }
        }
    }

    private void scalar(Node value, int indent) {
        String text = value.text();
        boolean hasBreak = text.indexOf('\n') >= 0;
        if (value.style() == ScalarStyle.DOUBLE_QUOTED) {
            out.append(Json.quoted(text));
        } else if (value.style() == ScalarStyle.SINGLE_QUOTED && !hasBreak) {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        } else if (hasBreak) {
            literal(text, indent);
        } else {
            out.append(plain(value));
        }
    }

    private static String plain(Node value) {
        boolean isText = Nodes.effectiveKind(value) == ScalarKind.STRING;
        boolean readsAsText = YamlScalar.plain(value.text()).kind() == ScalarKind.STRING;
        if (!isText || (value.tag() == Tag.STRING && !readsAsText)) {
            return isText ? Json.quoted(value.text()) : value.text();
        }
        String written = written(value.text());
        boolean isQuotedForOthers = written.equals('"' + value.text() + '"');
        return isQuotedForOthers ? value.text() : written;
    }

    private void literal(String text, int indent) {
        out.append(text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? "|" : "|-");
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) {
                spaces(Math.max(indent, 2));
                out.append(line);
            }
        }
    }

    private static String key(YamlScalar key) {
        return key.style() == ScalarStyle.DOUBLE_QUOTED && key.line() > 0
                ? Json.quoted(key.text())
                : written(key.text());
    }

    private static String written(String text) {
        byte[] bytes = YamlWriter.write(YamlScalar.ofString(text));
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private void spaces(int count) {
        out.append(" ".repeat(count));
    }
}
