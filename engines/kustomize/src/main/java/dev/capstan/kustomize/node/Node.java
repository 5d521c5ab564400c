package dev.capstan.kustomize.node;

import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mutable value: a scalar, a map or a list. Two variables may hold the same node; see the package documentation. */
public final class Node {
    private static final List<YamlScalar> NO_KEYS = List.of();
    private static final List<Node> NO_CHILDREN = List.of();

    private NodeKind kind;
    private Tag tag;
    private ScalarStyle style;
    private String text;
    private List<YamlScalar> keys;
    private List<Node> children;
    private @Nullable String file;
    private int line;
    private int column;
    private boolean isFlow;

    private Node(NodeKind kind, Tag tag, ScalarStyle style, String text) {
        this.kind = kind;
        this.tag = tag;
        this.style = style;
        this.text = text;
        this.keys = NO_KEYS;
        this.children = NO_CHILDREN;
    }

    /** A scalar whose type follows from its text. */
    public static Node plain(String text) {
        return new Node(NodeKind.SCALAR, Tag.NONE, ScalarStyle.PLAIN, text);
    }

    /** A scalar of a given type. */
    public static Node tagged(Tag tag, String text) {
        return new Node(NodeKind.SCALAR, tag, ScalarStyle.PLAIN, text);
    }

    /** A string, whatever it looks like. */
    public static Node string(String text) {
        return new Node(
                NodeKind.SCALAR, Tag.STRING, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN, text);
    }

    /** The null value. */
    public static Node nullValue() {
        return new Node(NodeKind.SCALAR, Tag.NULL, ScalarStyle.PLAIN, "null");
    }

    /** An empty map. */
    public static Node map() {
        return new Node(NodeKind.MAP, Tag.NONE, ScalarStyle.PLAIN, "");
    }

    /** An empty list. */
    public static Node list() {
        return new Node(NodeKind.LIST, Tag.NONE, ScalarStyle.PLAIN, "");
    }

    /** An empty node of a kind; a scalar has empty text and no tag. */
    public static Node empty(NodeKind kind) {
        return new Node(kind, Tag.NONE, ScalarStyle.PLAIN, "");
    }

    static Node scalar(Tag tag, ScalarStyle style, String text) {
        return new Node(NodeKind.SCALAR, tag, style, text);
    }

    /** What shape it has. */
    public NodeKind kind() {
        return kind;
    }

    /** Whether it is a map. */
    public boolean isMap() {
        return kind == NodeKind.MAP;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return kind == NodeKind.LIST;
    }

    /** Whether it is a scalar; null is one too. */
    public boolean isScalar() {
        return kind == NodeKind.SCALAR;
    }

    /** Whether it is marked as null. A plain scalar with empty text that nobody marked is not. */
    public boolean isNull() {
        return tag == Tag.NULL;
    }

    /** The text of a scalar; empty for a map or list. */
    public String text() {
        return text;
    }

    /** The declared type. */
    public Tag tag() {
        return tag;
    }

    /** How a scalar is written. */
    public ScalarStyle style() {
        return style;
    }

    /** Whether it is a scalar that declares to be a string or declares nothing. */
    public boolean isStringLike() {
        return kind == NodeKind.SCALAR && (tag == Tag.STRING || tag == Tag.NONE);
    }

    /** Whether there is nothing in it: no node, null, an empty map or an empty list. */
    public static boolean isNilOrEmpty(@Nullable Node node) {
        return node == null || node.isNull() || (!node.isScalar() && node.children.isEmpty());
    }

    /** Whether there is no node or it is null. */
    public static boolean isMissingOrNull(@Nullable Node node) {
        return node == null || node.isNull();
    }

    /** Number of entries or elements. */
    public int size() {
        return children.size();
    }

    /** The key of the entry at a place. */
    public YamlScalar key(int place) {
        return keys.get(place);
    }

    /** The value or element at a place. */
    public Node child(int place) {
        return children.get(place);
    }

    /** The values of a map or the elements of a list; must not be changed while it is read. */
    public List<Node> children() {
        return children;
    }

    /** The place of a key, or -1. */
    public int indexOf(String key) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).text().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of a key of a map; null when there is none or this is not a map. */
    public @Nullable Node get(String key) {
        int at = indexOf(key);
        return at < 0 ? null : children.get(at);
    }

    /** The text of a key's value when that is a scalar other than null; else empty. */
    public String getText(String key) {
        Node value = get(key);
        return value == null || value.isNull() || !value.isScalar() ? "" : value.text;
    }

    /** Replaces the text of a scalar; declared type and style stay. */
    public void setText(String newText) {
        text = newText;
    }

    /** Replaces text, type and style of a scalar. */
    public void setScalar(Tag newTag, ScalarStyle newStyle, String newText) {
        kind = NodeKind.SCALAR;
        tag = newTag;
        style = newStyle;
        text = newText;
    }

    /** Whether a map or list is written in braces or brackets. */
    public boolean isFlow() {
        return isFlow;
    }

    /** Sets whether a map or list is written in braces or brackets. */
    Node inFlow(boolean newIsFlow) {
        isFlow = newIsFlow;
        return this;
    }

    /** Replaces the style of a scalar. */
    public void setStyle(ScalarStyle newStyle) {
        style = newStyle;
    }

    /** Turns a null into an empty node of another kind, in place. */
    public void reshape(NodeKind newKind, Tag newTag) {
        kind = newKind;
        tag = newTag;
    }

    /** Takes over everything of another node; the children themselves become shared. */
    public void become(Node other) {
        if (other == this) {
            return;
        }
        kind = other.kind;
        tag = other.tag;
        style = other.style;
        text = other.text;
        keys = other.keys.isEmpty() ? NO_KEYS : new ArrayList<>(other.keys);
        children = other.children.isEmpty() ? NO_CHILDREN : new ArrayList<>(other.children);
        file = other.file;
        line = other.line;
        column = other.column;
        isFlow = other.isFlow;
    }

    /** Adds an entry at the end of a map, without a look at existing keys. */
    public void append(YamlScalar key, Node value) {
        if (keys.isEmpty()) {
            keys = new ArrayList<>(4);
        }
        mutableChildren().add(value);
        keys.add(key);
    }

    /** Adds an element at the end of a list. */
    public void append(Node element) {
        mutableChildren().add(element);
    }

    /** Replaces the value or element at a place. */
    public void setChild(int place, Node value) {
        children.set(place, value);
    }

    /** Replaces all elements of a list. */
    public void setElements(List<Node> elements) {
        children = elements.isEmpty() ? NO_CHILDREN : new ArrayList<>(elements);
    }

    /** Removes an entry or element. */
    public void removeAt(int place) {
        children.remove(place);
        if (!keys.isEmpty()) {
            keys.remove(place);
        }
    }

    /** Removes a key of a map, if it is there. */
    public void remove(String key) {
        int at = indexOf(key);
        if (at >= 0) {
            removeAt(at);
        }
    }

    /** A copy that shares nothing. */
    public Node copy() {
        Node copy = new Node(kind, tag, style, text);
        copy.file = file;
        copy.line = line;
        copy.column = column;
        copy.isFlow = isFlow;
        if (!keys.isEmpty()) {
            copy.keys = new ArrayList<>(keys);
        }
        if (!children.isEmpty()) {
            copy.children = new ArrayList<>(children.size());
            for (Node child : children) {
                copy.children.add(child.copy());
            }
        }
        return copy;
    }

    /** Says where the value came from. */
    public Node from(@Nullable String newFile, int newLine, int newColumn) {
        file = newFile;
        line = newLine;
        column = newColumn;
        return this;
    }

    /** The file that wrote this value; null when the engine made it. */
    public @Nullable String file() {
        return file;
    }

    /** The line on which the value begins, from 1; 0 when unknown. */
    public int line() {
        return line;
    }

    /** The column at which the value begins, from 1; 0 when unknown. */
    public int column() {
        return column;
    }

    @Override
    public String toString() {
        return Nodes.freeze(this).toString();
    }

    private List<Node> mutableChildren() {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        return children;
    }
}
