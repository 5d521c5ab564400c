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
         * @param mayBeComment whether a comment can stand there: in place of another one, or of an item of a list
         */
        Leaf leaf(Leaf leaf, TreePosition at, boolean mayBeComment);
    }

    private final TreePosition at;
    private final Change change;

    TreeWalk(TreePosition at, Change change) {
        this.at = at;
        this.change = change;
    }

    List<Mapping> documents(List<Mapping> documents) {
        return documents.stream().map(this::map).toList();
    }

    private Mapping map(Mapping map) {
        at.enterCollection();
        var entries = new ArrayList<Entry>(map.entries().size());
        for (Entry entry : map.entries()) {
            switch (entry) {
                case Comment comment -> entries.add(inMap(comment));
                case Pair pair -> {
                    at.enter(pair.key());
                    entries.add(pair.with(value(pair.value())));
                    at.leave();
                    at.forgetComments();
                }
            }
        }
        at.leaveCollection();
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
        at.comment(comment.text());
        return change.leaf(comment, at, true);
    }

    private Value value(Value value) {
        return switch (value) {
            case Mapping map -> map(map);
            case Sequence list -> list(list);
            case Scalar.Null nothing -> nothing;
            case Scalar scalar -> (Value) change.leaf(scalar, at, false);
        };
    }

    private Sequence list(Sequence list) {
        at.enterCollection();
        var elements = new ArrayList<Element>(list.elements().size());
        for (Element element : list.elements()) {
            switch (element) {
                case Comment comment -> elements.add((Element) comment(comment));
                case Mapping map -> elements.add(map(map));
                case Sequence inner -> elements.add(list(inner));
                case Scalar.Null nothing -> elements.add(nothing);
                case Scalar scalar -> elements.add((Element) change.leaf(scalar, at, true));
            }
            if (!(element instanceof Comment)) {
                at.forgetComments();
            }
        }
        at.leaveCollection();
        return new Sequence(elements);
    }
}
