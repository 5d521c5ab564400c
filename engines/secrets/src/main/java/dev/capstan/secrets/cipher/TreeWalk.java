package dev.capstan.secrets.cipher;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Leaf;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.ArrayList;
import java.util.List;

/** Goes through documents depth first, in order, and puts other leaves in place of theirs. */
final class TreeWalk {
    /** What is done with leaves. */
    interface Change {
        /**
         * What comes in place of a leaf.
         *
         * @param path all keys that lead to it
         * @param comments as for {@link Selector#encrypts}
         * @param mayBeComment whether a comment can stand there: in place of another one, or of an item of a list
         */
        Leaf leaf(Leaf leaf, List<String> path, List<List<String>> comments, boolean mayBeComment);
    }

    private final Change change;
    private final List<String> path = new ArrayList<>();
    private final List<List<String>> comments = new ArrayList<>();

    TreeWalk(Change change) {
        this.change = change;
    }

    List<Mapping> documents(List<Mapping> documents) {
        return documents.stream().map(this::map).toList();
    }

    private Mapping map(Mapping map) {
        enter();
        var entries = new ArrayList<Entry>(map.entries().size());
        for (Entry entry : map.entries()) {
            switch (entry) {
                case Comment comment -> entries.add(inMap(comment));
                case Pair pair -> {
                    path.add(pair.key());
                    entries.add(pair.with(value(pair.value())));
                    path.removeLast();
                    comments.getLast().clear();
                }
            }
        }
        comments.removeLast();
        return new Mapping(entries);
    }

    /** An encrypted comment is a comment still. */
    private Comment inMap(Comment comment) {
        return switch (comment(comment)) {
            case Scalar.Text text -> new Comment(text.value(), comment.inline());
            case Comment changed -> changed;
            case Scalar other -> throw new IllegalStateException("a comment became " + other);
        };
    }

    private Leaf comment(Comment comment) {
        comments.getLast().add(comment.text());
        return change.leaf(comment, path, comments, true);
    }

    private Value value(Value value) {
        return switch (value) {
            case Mapping map -> map(map);
            case Sequence list -> list(list);
            case Scalar.Null nothing -> nothing;
            case Scalar scalar -> (Value) change.leaf(scalar, path, comments, false);
        };
    }

    private Sequence list(Sequence list) {
        enter();
        var elements = new ArrayList<Element>(list.elements().size());
        for (Element element : list.elements()) {
            switch (element) {
                case Comment comment -> elements.add((Element) comment(comment));
                case Mapping map -> elements.add(map(map));
                case Sequence inner -> elements.add(list(inner));
                case Scalar.Null nothing -> elements.add(nothing);
                case Scalar scalar -> elements.add((Element) change.leaf(scalar, path, comments, true));
            }
            if (!(element instanceof Comment)) {
                comments.getLast().clear();
            }
        }
        comments.removeLast();
        return new Sequence(elements);
    }

    private void enter() {
        comments.add(new ArrayList<>());
    }
}
