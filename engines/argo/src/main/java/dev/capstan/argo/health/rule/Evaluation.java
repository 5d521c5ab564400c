package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One assessment of one object: what it may still cost, and the named values that were computed already. */
final class Evaluation {

    private static final int STEPS = 200_000;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final JsonNode object;
    private final List<Expression> definitions;
    private final Map<Integer, JsonNode> computed = new HashMap<>();
    private final Frame root;
    private int steps;

    Evaluation(JsonNode object, List<Expression> definitions) {
        this.object = object;
        this.definitions = definitions;
        this.root = new Frame(this, Values.NOTHING, 0);
    }

    Frame root() {
        return root;
    }

    JsonNode object() {
        return object;
    }

    /** The value of a name, computed once. A definition sees only those before it, so this ends. */
    JsonNode named(int place) {
        JsonNode known = computed.get(place);
        if (known == null) {
            known = definitions.get(place).evaluate(root);
            computed.put(place, known);
        }
        return known;
    }

    void step() {
        if (++steps > STEPS) {
            throw new Exhausted("its rule took more than " + STEPS + " steps");
        }
    }

    void checkLength(CharSequence text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Exhausted("its rule made a text of more than " + LONGEST_TEXT + " characters");
        }
    }

    /** A limit was reached; caught where the assessment began. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted(String message) {
            super(message, null, false, false);
        }
    }
}
