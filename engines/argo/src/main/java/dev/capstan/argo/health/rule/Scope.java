package dev.capstan.argo.health.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which names an expression may use: fields of the object, defined names, and within a list its element. */
final class Scope {

    private static final Set<String> FIELDS = Set.of("apiVersion", "kind", "metadata", "spec", "status", "data");

    private final List<String> names = new ArrayList<>();
    private int elements;

    void define(String name) throws RuleSyntaxException {
        if (names.contains(name)
                || FIELDS.contains(name)
                || Set.of("it", "index", "object").contains(name)) {
            throw new RuleSyntaxException("the name '" + name + "' is taken");
        }
        names.add(name);
    }

    void enterElement() {
        elements++;
    }

    void leaveElement() {
        elements--;
    }

    /** What a name stands for here; empty when it stands for nothing. */
    Optional<Expression> find(String name) {
        int place = names.indexOf(name);
        if (place >= 0) {
            return Optional.of(frame -> frame.evaluation().named(place));
        }
        if (FIELDS.contains(name)) {
            return Optional.of(frame -> frame.evaluation().object().path(name));
        }
        if (name.equals("object")) {
            return Optional.of(frame -> frame.evaluation().object());
        }
        if (elements > 0 && name.equals("it")) {
            return Optional.of(Frame::it);
        }
        if (elements > 0 && name.equals("index")) {
            return Optional.of(frame -> Values.number(frame.index()));
        }
        return Optional.empty();
    }
}
