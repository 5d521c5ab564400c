package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The functions of the language. Those over lists evaluate their last argument once per element; maps count by their
 * values.
 */
enum Functions {
    /** has(x): whether a field is there and not null. */
    HAS("has", 1),
    /** any(list, test). */
    ANY("any", 2, true),
    /** all(list, test): true for an empty list. */
    ALL("all", 2, true),
    /** count(list, test). */
    COUNT("count", 2, true),
    /** first(list, test): the first element that passes, else nothing. */
    FIRST("first", 2, true),
    /** filter(list, test). */
    FILTER("filter", 2, true),
    /** sum(list, number). */
    SUM("sum", 2, true),
    /** join(list, separator, text). */
    JOIN("join", 3, true),
    /** size(list): 0 for nothing, 1 for one value. */
    SIZE("size", 1),
    /** cond(list, type): the first condition of a type. {@code $Ready} is cond(status.conditions, "Ready"). */
    COND("cond", 2),
    /** if(test, then, else). */
    IF("if", 3),
    /** number(x): what a text spells, else nothing. */
    NUMBER("number", 1),
    /** lower(text). */
    LOWER("lower", 1),
    /** short(text, n): its first n characters. */
    SHORT("short", 2),
    /** before(text, part): what stands before a part, or the whole text. */
    BEFORE("before", 2),
    /** after(text, part): what stands behind a part, or nothing. */
    AFTER("after", 2),
    /** startsWith(text, part). */
    STARTS_WITH("startsWith", 2),
    /** endsWith(text, part). */
    ENDS_WITH("endsWith", 2),
    /** contains(text or list, part). */
    CONTAINS("contains", 2);

    private final String word;
    private final int arity;
    private final boolean takesElements;

    Functions(String word, int arity) {
        this(word, arity, false);
    }

    Functions(String word, int arity, boolean takesElements) {
        this.word = word;
        this.arity = arity;
        this.takesElements = takesElements;
    }

    static Optional<Functions> ofName(String name) {
        return Arrays.stream(values())
                .filter(function -> function.word.equals(name))
                .findFirst();
    }

    int arity() {
        return arity;
    }

    boolean takesElements() {
        return takesElements;
    }

    Expression of(List<Expression> given) {
        Expression one = given.getFirst();
        Expression last = given.getLast();
        return switch (this) {
            case HAS -> frame -> Values.of(!Values.isAbsent(one.evaluate(frame)));
            case ANY -> frame -> Values.of(!passing(frame, one, last, 1).isEmpty());
            case ALL ->
                frame -> Values.of(
                        passing(frame, one, last, Integer.MAX_VALUE).size() == Values.size(one.evaluate(frame)));
            case COUNT ->
                frame -> Values.number(
                        passing(frame, one, last, Integer.MAX_VALUE).size());
            case FIRST -> frame -> passing(frame, one, last, 1).path(0);
            case FILTER -> frame -> passing(frame, one, last, Integer.MAX_VALUE);
            case SUM -> frame -> sum(frame, one, last);
            case JOIN -> frame -> join(frame, one, given.get(1).text(frame), last);
            case SIZE -> frame -> Values.number(Values.size(one.evaluate(frame)));
            case COND -> frame -> condition(frame, one.evaluate(frame), last.text(frame));
            case IF -> frame -> one.holds(frame) ? given.get(1).evaluate(frame) : last.evaluate(frame);
            case NUMBER -> frame -> number(one.evaluate(frame));
            case LOWER -> frame -> Values.of(one.text(frame).toLowerCase(Locale.ROOT));
            case SHORT -> frame -> Values.of(shortened(one.text(frame), last.evaluate(frame)));
            case BEFORE -> frame -> Values.of(before(one.text(frame), last.text(frame)));
            case AFTER -> frame -> Values.of(after(one.text(frame), last.text(frame)));
            case STARTS_WITH -> frame -> Values.of(one.text(frame).startsWith(last.text(frame)));
            case ENDS_WITH -> frame -> Values.of(one.text(frame).endsWith(last.text(frame)));
            case CONTAINS -> frame -> contains(frame, one.evaluate(frame), last.evaluate(frame));
        };
    }

    static JsonNode condition(Frame frame, JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            frame.evaluation().step();
            if (condition.path("type").isTextual()
                    && condition.path("type").textValue().equals(type)) {
                return condition;
            }
        }
        return Values.NOTHING;
    }

    static Expression concatenation(List<Expression> parts) {
        return frame -> {
            StringBuilder whole = new StringBuilder();
            for (Expression part : parts) {
                whole.append(part.text(frame));
                frame.evaluation().checkLength(whole);
            }
            return Values.of(whole.toString());
        };
    }

    private static ArrayNode passing(Frame frame, Expression list, Expression test, int most) {
        ArrayNode passing = JsonNodeFactory.instance.arrayNode();
        int place = 0;
        for (Iterator<JsonNode> elements = Values.elements(list.evaluate(frame)); elements.hasNext(); ) {
            JsonNode element = elements.next();
            if (test.holds(frame.at(element, ++place)) && passing.add(element).size() >= most) {
                break;
            }
        }
        return passing;
    }

    private static JsonNode sum(Frame frame, Expression list, Expression number) {
        double sum = 0;
        int place = 0;
        for (Iterator<JsonNode> elements = Values.elements(list.evaluate(frame)); elements.hasNext(); ) {
            sum += Values.asNumber(number.evaluate(frame.at(elements.next(), ++place)))
                    .orElse(0);
        }
        return Values.number(sum);
    }

    private static JsonNode join(Frame frame, Expression list, String separator, Expression text) {
        StringBuilder joined = new StringBuilder();
        int place = 0;
        for (Iterator<JsonNode> elements = Values.elements(list.evaluate(frame)); elements.hasNext(); ) {
            joined.append(place == 0 ? "" : separator).append(text.text(frame.at(elements.next(), ++place)));
            frame.evaluation().checkLength(joined);
        }
        return Values.of(joined.toString());
    }

    private static JsonNode number(JsonNode value) {
        OptionalDouble number = Values.asNumber(value);
        return number.isPresent() ? Values.number(number.getAsDouble()) : Values.NOTHING;
    }

    private static String shortened(String text, JsonNode length) {
        return text.substring(0, Math.clamp(length.intValue(), 0, text.length()));
    }

    private static String before(String text, String part) {
        int place = text.indexOf(part);
        return place < 0 ? text : text.substring(0, place);
    }

    private static String after(String text, String part) {
        int place = text.indexOf(part);
        return place < 0 ? "" : text.substring(place + part.length());
    }

    private static JsonNode contains(Frame frame, JsonNode whole, JsonNode part) {
        if (!whole.isContainerNode()) {
            return Values.of(Values.text(whole).contains(Values.text(part)));
        }
        for (JsonNode element : whole) {
            frame.evaluation().step();
            if (Values.areEqual(element, part)) {
                return Values.of(true);
            }
        }
        return Values.of(false);
    }
}
