package dev.capstan.yaml;

/**
 * One value of a document: a map, a list or a scalar. Nodes are immutable and may be shared by any number of documents
 * and threads; "changing" one makes a new node that shares all untouched children.
 *
 * <p>Aliases and merge keys are resolved by the reader, so they never appear here. Two nodes are equal when they mean
 * the same: scalars by kind and text, lists in order, maps by key whatever the order. Styles and marks do not count.
 */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {
    /** 1-based line of the first character; 0 when no file wrote this node. */
    int line();

    /** 1-based column, in characters, of the first character; 0 when no file wrote this node. */
    int column();

    /** Line and column together; {@link Mark#NONE} when no file wrote this node. */
    default Mark mark() {
        return line() == 0 ? Mark.NONE : new Mark(line(), column());
    }

    /** True for the null scalar, written as {@code null}, {@code ~} or nothing at all. */
    default boolean isNull() {
        return this instanceof YamlScalar scalar && scalar.kind() == ScalarKind.NULL;
    }
}
