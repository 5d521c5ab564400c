package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import dev.capstan.yaml.BlockYaml;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes documents in block style, as go-yaml v3 does. */
final class YamlDocumentWriter {
    private final BlockYaml out;
    private boolean hasDocument;

    YamlDocumentWriter(int indent) {
        this.out = new BlockYaml(indent);
    }

    byte[] toBytes() {
        return out.toBytes();
    }

    void document(Mapping document) {
        if (hasDocument) {
            out.raw("---");
            out.endLine();
        }
        hasDocument = true;
        if (document.pairs().findAny().isEmpty()) {
            emptyMap(document, 0);
            return;
        }
        comments(leading(document.entries()), 0);
        map(document, 0);
    }

    /** Writes one value alone. */
    YamlDocumentWriter value(Value value) {
        switch (value) {
            case Mapping map -> document(map);
            case Sequence list
            when list.values().findAny().isPresent() -> {
                comments(leading(list.elements()), 0);
                list(list, 0);
            }
            case Sequence list -> emptyList(list, 0);
            case Scalar scalar -> scalar(scalar, out.below(0), List.of());
        }
        return this;
    }

    /** The comments with which a collection begins; they are its own. */
    private static List<Comment> leading(List<?> parts) {
        return parts.stream()
                .takeWhile(Comment.class::isInstance)
                .map(Comment.class::cast)
                .filter(comment -> !comment.inline())
                .toList();
    }

    private void comments(List<Comment> comments, int column) {
        for (Comment comment : comments) {
            comment.text().lines().forEach(line -> out.comment("#" + line, column));
            if (comment.text().isEmpty()) {
                out.comment("#", column);
            }
        }
    }

    private void map(Mapping map, int column) {
        var above = new ArrayList<Comment>();
        var beside = new ArrayList<Comment>();
        boolean first = true;
        for (Entry entry : map.entries()) {
            switch (entry) {
                case Comment comment -> (comment.inline() ? beside : above).add(comment);
                case Pair pair -> {
                    if (!first) {
                        comments(above, column);
                    }
                    first = false;
                    pair(pair, column, beside);
                    above.clear();
                    beside.clear();
                }
            }
        }
        above.addAll(beside);
        comments(above, column);
    }

    private void pair(Pair pair, int column, List<Comment> beside) {
        if (!(pair.value() instanceof Scalar)) {
            comments(beside, column);
        }
        boolean colonOnLine = out.key(pair.key(), column);
        switch (pair.value()) {
            case Mapping map
            when map.pairs().findAny().isPresent() -> {
                below(leading(map.entries()), column, colonOnLine);
                map(map, out.below(column));
            }
            case Sequence list
            when list.values().findAny().isPresent() -> {
                below(leading(list.elements()), column, colonOnLine);
                list(list, out.below(column));
            }
            case Mapping map -> emptyMap(map, column);
            case Sequence list -> emptyList(list, column);
            case Scalar scalar -> scalar(scalar, out.below(column), beside);
        }
    }

    private void below(List<Comment> comments, int column, boolean colonOnLine) {
        if (colonOnLine || !comments.isEmpty()) {
            out.endLine();
        }
        comments(comments, out.below(column));
    }

    private void list(Sequence list, int column) {
        var above = new ArrayList<Comment>();
        var beside = new ArrayList<Comment>();
        boolean first = true;
        for (Element element : list.elements()) {
            switch (element) {
                case Comment comment -> (comment.inline() ? beside : above).add(comment);
                case Value value -> {
                    if (!first) {
                        comments(above, column);
                    }
                    first = false;
                    item(value, column, beside);
                    above.clear();
                    beside.clear();
                }
            }
        }
        above.addAll(beside);
        comments(above, column);
    }

    private void item(Value value, int column, List<Comment> beside) {
        switch (value) {
            case Mapping map
            when map.pairs().findAny().isPresent() -> {
                comments(leading(map.entries()), column);
                comments(beside, column);
                out.dash(column);
                map(map, column + 2);
            }
            case Sequence list
            when list.values().findAny().isPresent() -> {
                comments(leading(list.elements()), column);
                comments(beside, column);
                out.dash(column);
                list(list, column + 2);
            }
            case Mapping map -> {
                out.dash(column);
                emptyMap(map, column);
            }
            case Sequence list -> {
                out.dash(column);
                emptyList(list, column);
            }
            case Scalar scalar -> {
                out.dash(column);
                scalar(scalar, column + 2, beside);
            }
        }
    }

    private void emptyMap(Mapping map, int column) {
        if (map.entries().isEmpty()) {
            brackets("{}");
            return;
        }
        out.raw(out.isAtLineStart() ? "{" : " {");
        out.endLine();
        comments(leading(map.entries()), out.below(column));
        out.raw(" ".repeat(column) + "}");
        out.endLine();
    }

    private void emptyList(Sequence list, int column) {
        brackets("[]");
        comments(leading(list.elements()), column);
    }

    private void brackets(String both) {
        if (out.isAtLineStart()) {
            out.raw(both);
            out.endLine();
        } else {
            out.word(both, "");
        }
    }

    private void scalar(Scalar scalar, int column, List<Comment> beside) {
        String comment =
                String.join(" ", beside.stream().map(it -> "#" + it.text()).toList());
        switch (scalar) {
            case Scalar.Text text -> out.text(text.value(), column, comment);
            case Scalar.Bytes bytes ->
                out.word("!!binary " + Base64.getEncoder().encodeToString(bytes.value()), comment);
            case Scalar.Int number -> out.word(Long.toString(number.value()), comment);
            case Scalar.Decimal number ->
                out.word(YamlScalar.ofFloat(number.value()).text(), comment);
            case Scalar.Bool truth -> out.word(Boolean.toString(truth.value()), comment);
            case Scalar.Time time -> out.word(time.rfc3339(), comment);
            case Scalar.Null _ -> out.word("null", comment);
        }
    }
}
