package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads expressions and templates. From the loosest to the tightest: {@code or}; {@code and}; {@code not}; comparisons
 * and {@code is}; {@code +} and {@code -}; {@code ??}; fields, elements and calls.
 */
final class ExpressionParser {

    private static final int DEEPEST = 40;
    private static final int LONGEST = 2_000;

    private final RuleText text;
    private final Scope scope;
    private int depth;

    private ExpressionParser(String text, Scope scope) throws RuleSyntaxException {
        if (text.length() > LONGEST) {
            throw new RuleSyntaxException("an expression or message has more than " + LONGEST + " characters");
        }
        this.text = new RuleText(text);
        this.scope = scope;
    }

    static Expression expression(String text, Scope scope) throws RuleSyntaxException {
        ExpressionParser parser = new ExpressionParser(text, scope);
        Expression expression = parser.alternatives();
        parser.text.skipBlanks();
        if (!parser.text.isAtEnd()) {
            throw parser.text.fault("the end");
        }
        return expression;
    }

    /**
     * A text in which expressions stand in braces; {@code \n}, <code>\{</code> and {@code \\} are a line end and the
     * signs.
     */
    static Expression template(String text, Scope scope) throws RuleSyntaxException {
        return new ExpressionParser(text, scope).template((char) 0);
    }

    private Expression alternatives() throws RuleSyntaxException {
        if (++depth > DEEPEST) {
            throw new RuleSyntaxException("an expression is nested more than " + DEEPEST + " times");
        }
        Expression left = conjunction();
        while (text.takeWord("or")) {
            Expression first = left;
            Expression second = conjunction();
            left = frame -> Values.of(first.holds(frame) || second.holds(frame));
        }
        depth--;
        return left;
    }

    private Expression conjunction() throws RuleSyntaxException {
        Expression left = negation();
        while (text.takeWord("and")) {
            Expression first = left;
            Expression second = negation();
            left = frame -> Values.of(first.holds(frame) && second.holds(frame));
        }
        return left;
    }

    private Expression negation() throws RuleSyntaxException {
        boolean isNegated = false;
        while (text.takeWord("not")) {
            isNegated = !isNegated;
        }
        Expression inner = comparison();
        return isNegated ? frame -> Values.of(!inner.holds(frame)) : inner;
    }

    private Expression comparison() throws RuleSyntaxException {
        Expression left = sum();
        if (text.takeWord("is")) {
            Set<String> words = words();
            return frame -> Values.of(Comparison.isOneOf(left.evaluate(frame), words));
        }
        for (Comparison comparison : Comparison.values()) {
            if (text.take(comparison.sign())) {
                Expression right = sum();
                return frame -> Values.of(comparison.holds(left.evaluate(frame), right.evaluate(frame)));
            }
        }
        return left;
    }

    private Set<String> words() throws RuleSyntaxException {
        Set<String> words = new HashSet<>();
        do {
            text.skipBlanks();
            String word = isQuote(text.peek())
                    ? plainString()
                    : text.word().orElseThrow(() -> text.fault("a word or a quoted text"));
            if (!words.add(word)) {
                throw new RuleSyntaxException("the word '" + word + "' is given twice");
            }
        } while (text.take("|"));
        return words;
    }

    private String plainString() throws RuleSyntaxException {
        char quote = text.next();
        StringBuilder plain = new StringBuilder();
        while (text.peek() != quote) {
            if (text.isAtEnd()) {
                throw text.fault("the closing quote");
            }
            plain.append(text.next());
        }
        text.next();
        return plain.toString();
    }

    private Expression sum() throws RuleSyntaxException {
        Expression left = fallback();
        while (true) {
            int sign = text.take("+") ? 1 : text.take("-") ? -1 : 0;
            if (sign == 0) {
                return left;
            }
            Expression first = left;
            Expression second = fallback();
            left = frame -> Comparison.sum(first.evaluate(frame), second.evaluate(frame), sign);
        }
    }

    private Expression fallback() throws RuleSyntaxException {
        Expression left = operand();
        while (text.take("??")) {
            Expression first = left;
            Expression second = operand();
            left = frame -> {
                JsonNode value = first.evaluate(frame);
                boolean isNothing = Values.isAbsent(value)
                        || value.isTextual() && value.textValue().isEmpty();
                return isNothing ? second.evaluate(frame) : value;
            };
        }
        return left;
    }

    private Expression operand() throws RuleSyntaxException {
        text.skipBlanks();
        char letter = text.peek();
        if (letter == '(') {
            text.next();
            Expression inner = alternatives();
            text.expect(")");
            return selections(inner);
        }
        if (isQuote(letter)) {
            text.next();
            Expression string = template(letter);
            text.next();
            return string;
        }
        if (letter == '$') {
            text.next();
            String type = text.name();
            return selections(frame -> Functions.condition(frame, conditions(frame), type));
        }
        String name = text.name();
        if (letter >= '0' && letter <= '9') {
            return number(name);
        }
        if (name.equals("true") || name.equals("false")) {
            JsonNode value = Values.of(name.equals("true"));
            return _ -> value;
        }
        return selections(text.peek() == '(' ? call(name) : variable(name));
    }

    private static JsonNode conditions(Frame frame) {
        return frame.evaluation().object().path("status").path("conditions");
    }

    private Expression variable(String name) throws RuleSyntaxException {
        return scope.find(name).orElseThrow(() -> new RuleSyntaxException("'" + name + "' is not known here"));
    }

    private static Expression number(String digits) throws RuleSyntaxException {
        JsonNode value = Values.number(Values.asNumber(Values.of(digits))
                .orElseThrow(() -> new RuleSyntaxException("'" + digits + "' is not a number")));
        return _ -> value;
    }

    private Expression call(String name) throws RuleSyntaxException {
        Functions function = Functions.ofName(name)
                .orElseThrow(() -> new RuleSyntaxException("there is no function '" + name + "'"));
        text.expect("(");
        List<Expression> arguments = new ArrayList<>();
        do {
            boolean isPerElement = function.takesElements() && arguments.size() == function.arity() - 1;
            if (isPerElement) {
                scope.enterElement();
            }
            arguments.add(alternatives());
            if (isPerElement) {
                scope.leaveElement();
            }
        } while (text.take(","));
        text.expect(")");
        if (arguments.size() != function.arity()) {
            throw new RuleSyntaxException("'" + name + "' takes " + function.arity() + " arguments");
        }
        return function.of(arguments);
    }

    private Expression selections(Expression start) throws RuleSyntaxException {
        Expression whole = start;
        while (text.peek() == '.' || text.peek() == '[') {
            Expression parent = whole;
            if (text.next() == '.') {
                String field = text.name();
                whole = frame -> {
                    frame.evaluation().step();
                    return parent.evaluate(frame).path(field);
                };
            } else {
                Expression key = alternatives();
                text.expect("]");
                whole = frame -> Comparison.element(parent.evaluate(frame), key.evaluate(frame));
            }
        }
        return whole;
    }

    private Expression template(char quote) throws RuleSyntaxException {
        List<Expression> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (!text.isAtEnd() && text.peek() != quote) {
            char letter = text.next();
            if (letter == '\\') {
                char escaped = text.next();
                literal.append(escaped == 'n' ? '\n' : escaped);
            } else if (letter == '{') {
                parts.add(literal(literal));
                literal.setLength(0);
                parts.add(alternatives());
                text.expect("}");
            } else {
                literal.append(letter);
            }
        }
        if (quote != 0 && text.isAtEnd()) {
            throw text.fault("the closing quote");
        }
        parts.add(literal(literal));
        return Functions.concatenation(List.copyOf(parts));
    }

    private static Expression literal(StringBuilder letters) {
        JsonNode text = Values.of(letters.toString());
        return _ -> text;
    }

    private static boolean isQuote(char letter) {
        return letter == '"' || letter == '\'';
    }
}
