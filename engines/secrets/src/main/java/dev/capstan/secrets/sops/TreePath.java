package dev.capstan.secrets.sops;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a document, written {@code ["key"]["other"][0]}. Indexes count the values of a list; comments do not count. */
final class TreePath {
    private static final Pattern STEP =
            Pattern.compile("\\[\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*)'|([0-9]{1,9}))\\s*\\]");

    private final String file;
    private final String text;
    private final List<Step> steps;

    private sealed interface Step {
        record Key(String name) implements Step {}

        record Index(int place) implements Step {}
    }

    private TreePath(String file, String text, List<Step> steps) {
        this.file = file;
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /** @throws SecretsException when the text is not a path */
    static TreePath parse(String file, String text) {
        var steps = new ArrayList<Step>();
        Matcher matcher = STEP.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.region(at, text.length()).lookingAt()) {
            steps.add(step(matcher));
            at = matcher.end();
        }
        if (at < text.length() || steps.isEmpty()) {
            throw new SecretsException(new SecretsFailure.PathMalformed(file, text));
        }
        return new TreePath(file, text, steps);
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(3) != null) {
            return new Step.Index(Integer.parseInt(matcher.group(3)));
        }
        return new Step.Key(
                matcher.group(2) != null ? matcher.group(2) : matcher.group(1).replaceAll("\\\\(.)", "$1"));
    }

    private SecretsException nothing() {
        return new SecretsException(new SecretsFailure.PathNotFound(file, text));
    }

    /** @throws SecretsException when there is nothing */
    Value get(Mapping document) {
        Value at = document;
        for (Step step : steps) {
            at = next(at, step).orElseThrow(this::nothing);
        }
        return at;
    }

    private static Optional<Value> next(Value value, Step step) {
        return switch (step) {
            case Step.Key key when value instanceof Mapping map -> map.get(key.name);
            case Step.Index index
            when value instanceof Sequence list ->
                list.values().skip(index.place).findFirst();
            case Step.Key _, Step.Index _ -> Optional.empty();
        };
    }

    /** The document with a value at this place; what is missing on the way is made, what is in the way is replaced. */
    Mapping set(Mapping document, Value value) {
        if (steps.getFirst() instanceof Step.Index) {
            throw nothing();
        }
        return (Mapping) set(document, 0, value);
    }

    private Value set(Value at, int depth, Value value) {
        if (depth == steps.size()) {
            return value;
        }
        return switch (steps.get(depth)) {
            case Step.Key key -> {
                Mapping map = at instanceof Mapping known ? known : inPlaceOf(at, Mapping.of());
                yield map.with(key.name, set(map.get(key.name).orElse(new Scalar.Null()), depth + 1, value));
            }
            case Step.Index index ->
                setItem(at instanceof Sequence known ? known : inPlaceOf(at, Sequence.of()), index.place, depth, value);
        };
    }

    /** A single value may be replaced; a map or list that is not what the path takes it for would be lost by a slip. */
    private <T> T inPlaceOf(Value at, T empty) {
        if (at instanceof Scalar) {
            return empty;
        }
        throw nothing();
    }

    private Sequence setItem(Sequence list, int place, int depth, Value value) {
        var elements = new ArrayList<Element>(list.elements());
        int at = elementOf(list, place);
        if (at < 0) {
            elements.add(set(new Scalar.Null(), depth + 1, value));
        } else {
            elements.set(at, set((Value) elements.get(at), depth + 1, value));
        }
        return new Sequence(elements);
    }

    private static int elementOf(Sequence list, int place) {
        int left = place;
        for (int i = 0; i < list.elements().size(); i++) {
            if (!(list.elements().get(i) instanceof Comment) && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The document without what is at this place.
     *
     * @throws SecretsException when there is nothing
     */
    Mapping unset(Mapping document) {
        return (Mapping) unset(document, 0);
    }

    private Value unset(Value at, int depth) {
        Step step = steps.get(depth);
        Value next = next(at, step).orElseThrow(this::nothing);
        boolean isLast = depth + 1 == steps.size();
        return switch (step) {
            case Step.Key key -> {
                Mapping map = (Mapping) at;
                yield isLast ? map.without(key.name) : map.with(key.name, unset(next, depth + 1));
            }
            case Step.Index index -> {
                var elements = new ArrayList<Element>(((Sequence) at).elements());
                int place = elementOf((Sequence) at, index.place);
                if (isLast) {
                    elements.remove(place);
                } else {
                    elements.set(place, unset(next, depth + 1));
                }
                yield new Sequence(elements);
            }
        };
    }

    /** Whether there is something. */
    boolean isIn(Mapping document) {
        Optional<Value> at = Optional.of(document);
        for (Step step : steps) {
            at = at.flatMap(value -> next(value, step));
        }
        return at.isPresent();
    }
}
