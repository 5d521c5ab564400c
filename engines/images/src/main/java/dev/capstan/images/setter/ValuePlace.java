package dev.capstan.images.setter;

import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;

/**
 * Something of a document that a marker may stand behind.
 *
 * @param span where it is
 * @param object what it belongs to
 */
record ValuePlace(What what, Span span, ObjectId object) {
    /** What it is. */
    sealed interface What {
        /** The key of an entry. */
        record Key() implements What {}

        /** A value. */
        record Value(YamlScalar scalar, CollectionStyle around) implements What {}

        /** A value that is written elsewhere. */
        record Alias() implements What {}

        /** A map or list in brackets. */
        record Brackets(YamlNode node) implements What {}
    }

    /** The line behind which a marker for it stands: the last one, or that of the header for a block of lines. */
    int markedLine() {
        return isBlock() ? span.line() : span.endLine();
    }

    /** 1-based, behind its last character on that line; for a block, where the header begins. */
    int markedColumn() {
        return isBlock() ? span.column() : span.endColumn();
    }

    private boolean isBlock() {
        return what instanceof What.Value(YamlScalar scalar, CollectionStyle _)
                && switch (scalar.style()) {
                    case LITERAL, FOLDED -> true;
                    case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> false;
                };
    }
}
