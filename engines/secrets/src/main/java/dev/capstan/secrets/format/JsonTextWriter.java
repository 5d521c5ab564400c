package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes values as Go's JSON encoder does, indented, keys in their order, comments left out. */
final class JsonTextWriter {
    private final String step;
    private final StringBuilder out = new StringBuilder();

    /** @param indent blanks, or -1 for a tab */
    JsonTextWriter(int indent) {
        this.step = indent < 0 ? "\t" : " ".repeat(indent);
    }

    byte[] write(Value value, String end) throws FormatException {
        value(value, 0);
        return out.append(end).toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(Value value, int level) throws FormatException {
        switch (value) {
            case Mapping map -> map(map.pairs().toList(), level);
            case Sequence list -> list(list.values().toList(), level);
            case Scalar scalar -> scalar(scalar);
        }
    }

    private void map(List<Pair> pairs, int level) throws FormatException {
        out.append('{');
        for (int i = 0; i < pairs.size(); i++) {
            next(i, level + 1);
            out.append(Json.quoted(pairs.get(i).key())).append(": ");
            value(pairs.get(i).value(), level + 1);
        }
        end(pairs.isEmpty(), level, '}');
    }

    private void list(List<Value> values, int level) throws FormatException {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            next(i, level + 1);
            value(values.get(i), level + 1);
        }
        end(values.isEmpty(), level, ']');
    }

    private void next(int place, int level) {
        if (place > 0) {
            out.append(',');
        }
        line(level);
    }

    private void end(boolean isEmpty, int level, char bracket) {
        if (!isEmpty) {
            line(level);
        }
        out.append(bracket);
    }

    private void line(int level) {
        out.append('\n').repeat(step, level);
    }

    private void scalar(Scalar scalar) throws FormatException {
        switch (scalar) {
            case Scalar.Text text -> out.append(Json.quoted(text.value()));
            case Scalar.Bytes _ ->
                throw new FormatException(
                        "JSON holds text, and a value is not text in UTF-8; write it as a binary file");
            case Scalar.Int number -> out.append(number.value());
            case Scalar.Decimal number -> out.append(decimal(number.value()));
            case Scalar.Bool truth -> out.append(truth.value());
            case Scalar.Time time -> out.append(Json.quoted(time.rfc3339()));
            case Scalar.Null _ -> out.append("null");
        }
    }

    private static String decimal(double number) throws FormatException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new FormatException("JSON has no infinite numbers");
        }
        return new String(Json.write(YamlScalar.ofFloat(number), Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }
}
